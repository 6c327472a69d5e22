package io.opscope.kit.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.gateway.GatewayTest;
import io.opscope.kit.redis.Installation;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Several replicas, each with a book of its own, that share one Redis; an installation of their own for each test. Stands
 * here because the kit itself has no Redis to be tested with.
 */
@QuarkusTest
class SharedFailuresTest extends GatewayTest {

    private static final int MOST = 5;

    @Inject
    Instance<ReactiveRedisDataSource> redis;

    @Inject
    ObjectMapper json;

    private final Installation installation =
            new Installation(Optional.of(UUID.randomUUID().toString()));

    @Test
    void replicasAddUpAndOneThatIsGoneStillCounts() {
        var one = replica("opscope-metrics");
        var two = replica("opscope-metrics");
        one.fail("GET /a", 3);
        one.failures().share();
        two.fail("GET /a", 2);
        two.fail("GET /b", 1);
        two.failures().share();
        one.failures().share();
        var all = replica("opscope-gateway").failures().ofAll().orElseThrow();
        assertEquals(2, all.size());
        var a = all.stream()
                .filter(each -> each.operation().equals("GET /a"))
                .findFirst()
                .orElseThrow();
        assertEquals(5, a.count());
        assertEquals("metrics", a.service());
        assertTrue(a.firstSeen().compareTo(a.lastSeen()) <= 0);
        assertEquals(
                2,
                one.failures().ofThisReplica().size()
                        + two.failures().ofThisReplica().size()
                        - 1);
    }

    @Test
    void whatIsSentTwiceIsCountedOnce() {
        var one = replica("opscope-metrics");
        one.fail("GET /a", 4);
        one.failures().share();
        one.fail("GET /a", 1);
        one.failures().share();
        var group = Group.of("metrics", new Kind("GET /a", "internal", "", "Something went wrong here"), "", 1);
        for (var i = 0; i < 3; i++) {
            one.failures().merge(List.of(written(group))).await().atMost(Duration.ofSeconds(5));
        }
        // the batch's name is one that was sent before
        assertEquals(5, one.failures().ofAll().orElseThrow().get(0).count());
    }

    @Test
    void theReferencesThatWereToldLastAreKept() {
        var one = replica("opscope-metrics");
        for (var i = 0; i < 7; i++) {
            // told in two goes, it is one place in the log yet
            for (var go = 0; go < 2; go++) {
                one.book().answered("GET /a", "internal", "Something went wrong here", "reference-" + i);
                one.failures().share();
            }
        }
        assertEquals(
                List.of("reference-6", "reference-5", "reference-4", "reference-3", "reference-2"),
                one.failures().ofAll().orElseThrow().get(0).references());
    }

    @Test
    void theKindsThatWereSeenLastAreKept() throws InterruptedException {
        var one = replica("opscope-metrics");
        for (var i = 0; i < MOST + 3; i++) {
            one.fail("GET /" + i, 1);
            one.failures().share();
            // they are told apart by the millisecond that they were seen in
            Thread.sleep(2);
        }
        var kept = one.failures().ofAll().orElseThrow().stream()
                .map(Failure::operation)
                .toList();
        assertEquals(List.of("GET /7", "GET /6", "GET /5", "GET /4", "GET /3"), kept);
        assertEquals(MOST, one.failures().ofThisReplica().size());
    }

    private String written(Group group) {
        try {
            return json.writeValueAsString(group);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Replica replica(String service) {
        var config = new Few();
        var book = new FailureBook(config, service);
        return new Replica(book, new Failures(book, redis, json, config, installation));
    }

    private record Replica(FailureBook book, Failures failures) {
        void fail(String operation, int times) {
            for (var i = 0; i < times; i++) {
                book.answered(operation, "internal", "Something went wrong here", null);
            }
        }
    }

    private static final class Few implements FailureConfig {
        @Override
        public Duration every() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration keptFor() {
            return Duration.ofDays(7);
        }

        @Override
        public int groups() {
            return MOST;
        }

        @Override
        public Duration redisPatience() {
            return Duration.ofSeconds(5);
        }
    }
}
