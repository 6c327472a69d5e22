package io.opscope.metrics.query;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.cache.AnswerCache;
import io.opscope.kit.cache.AnswerKey;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AnswerCacheTest {

    private static final Scope ADMIN = new Scope("t", "boss", Set.of("admin"));
    private static final Duration LONG = Duration.ofMinutes(5);

    @Inject
    AnswerCache cache;

    @Inject
    RedisDataSource redis;

    private final String question = UUID.randomUUID().toString();
    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void howeverManyAskAtOnceItIsLoadedOnce() throws Exception {
        var begin = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(50);
        try {
            var asking = new ArrayList<java.util.concurrent.Future<String>>();
            for (int i = 0; i < 50; i++) {
                asking.add(pool.submit((Callable<String>) () -> {
                    begin.await();
                    return cache.get(key("1", ADMIN), String.class, slowly());
                }));
            }
            begin.countDown();
            for (var answer : asking) {
                assertEquals("answer 1", answer.get(10, TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(1, loads.get());
    }

    @Test
    void anotherGenerationIsLoadedAnew() {
        assertEquals("answer 1", ask("1", ADMIN));
        assertEquals("answer 1", ask("1", ADMIN));
        assertEquals("answer 2", ask("2", ADMIN));
    }

    @Test
    void whatAnotherReplicaLoadedIsFoundInRedis() {
        assertEquals("answer 1", ask("1", ADMIN));
        cache.clear(null);
        assertEquals("answer 1", ask("1", ADMIN));
        assertEquals(1, loads.get());
    }

    @Test
    void nobodyGetsAnotherUsersOrTenantsAnswer() {
        assertEquals("answer 1", ask("1", ADMIN));
        assertEquals("answer 2", ask("1", new Scope("t", "ann", Set.of("user"))));
        assertEquals("answer 3", ask("1", new Scope("t", "bob", Set.of("user"))));
        assertEquals("answer 4", ask("1", new Scope("other", "boss", Set.of("admin"))));
        assertEquals("answer 1", ask("1", new Scope("t", "deputy", Set.of("viewer"))));
    }

    @Test
    void theOldAnswerStandsInWhileTheDatabaseIsAway() {
        assertEquals("answer 1", ask("1", ADMIN));
        assertEquals("answer 1", cache.get(key("2", ADMIN), String.class, AnswerCacheTest::withoutDatabase));
        assertEquals("answer 2", ask("2", ADMIN));
    }

    @Test
    void withoutAnOldAnswerTheFailureIsPassedOn() {
        assertThrows(
                DatabaseUnavailableException.class,
                () -> cache.get(key("1", ADMIN), String.class, AnswerCacheTest::withoutDatabase));
    }

    @Test
    void aRedisThatHangsCostsAMomentAndNothingElse() throws Exception {
        assertEquals("answer 1", ask("1", ADMIN));
        var pid = redis.execute("INFO", "server").toString().replaceAll("(?s).*process_id:(\\d+).*", "$1");
        signal("STOP", pid);
        try {
            var begin = System.nanoTime();
            assertEquals("answer 2", ask("2", ADMIN));
            assertEquals("answer 2", ask("2", ADMIN));
            assertEquals("answer 3", ask("3", ADMIN));
            var took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, "took " + took);
        } finally {
            signal("CONT", pid);
        }
        await().atMost(Duration.ofSeconds(10)).until(this::isShared);
    }

    /** Whether answers go through Redis; after a time-out it is left alone for a while. */
    private boolean isShared() {
        var before = loads.get();
        var probe = new AnswerKey("test", LONG, "1", ADMIN, List.of(UUID.randomUUID()));
        cache.get(probe, String.class, () -> "probe " + loads.incrementAndGet());
        cache.clear(null);
        cache.get(probe, String.class, () -> "probe " + loads.incrementAndGet());
        return loads.get() == before + 1;
    }

    private String ask(String generation, Scope scope) {
        return cache.get(key(generation, scope), String.class, () -> "answer " + loads.incrementAndGet());
    }

    private AnswerKey key(String generation, Scope scope) {
        return new AnswerKey("test", LONG, generation, scope, List.of(question));
    }

    private Supplier<String> slowly() {
        return () -> {
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "answer " + loads.incrementAndGet();
        };
    }

    private static String withoutDatabase() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setServerNames(new String[] {"127.0.0.1"});
        nowhere.setPortNumbers(new int[] {1});
        return Sql.text("SELECT 'never' AS text")
                .on(nowhere)
                .first(row -> row.text("text"))
                .orElseThrow();
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }
}
