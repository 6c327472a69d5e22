package io.opscope.monitoring.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.Tls;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.kit.testing.Superuser;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.source.TestSources;
import io.opscope.monitoring.statement.Interval.Rest;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that has room for a hundred statements and does not tell since when it counts each. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class StatementTrailTest {

    private static final SourceKey KEY = new SourceKey("trailed", "trailed");
    private static final Scope SCOPE = new Scope("trailed", "ann", Set.of());
    private static final String SLEEP = "SELECT pg_sleep(0.01)";

    private static @Nullable DebianPostgres server;

    @Inject
    TestSources sources;

    @Inject
    Engines engines;

    @Inject
    Lines lines;

    @Inject
    StatementStore store;

    private Source source;
    private RemoteLine line;
    private Connection session;

    @BeforeEach
    void start() throws SQLException {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        var running = server;
        if (running == null) {
            running = new DebianPostgres("shared_preload_libraries=pg_stat_statements", "pg_stat_statements.max=100");
            server = running;
        }
        session = running.as(DebianPostgres.SUPERUSER, "postgres").getConnection();
        run("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        // of a type that nobody knows, so that nobody but this test looks at it
        sources.add(KEY.id(), KEY.tenant(), "made-up", running.port(), "postgres", DebianPostgres.SUPERUSER);
        source = new Source(
                KEY,
                "Trailed",
                "postgresql",
                new Source.Server(
                        KEY,
                        "postgresql",
                        "127.0.0.1",
                        running.port(),
                        "postgres",
                        DebianPostgres.SUPERUSER,
                        Tls.PREFER,
                        null,
                        null,
                        null),
                false,
                1,
                null);
        line = lines.open(engines.find(source).orElseThrow(), source, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws SQLException {
        if (session != null) {
            line.close();
            session.close();
            sources.remove(KEY.tenant(), KEY.id());
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void whatRanBetweenTwoReadingsIsCountedOnceThroughResetsAndEvictions() throws SQLException {
        sleep(3);
        var trail = trail();
        trail.look(line);
        assertEquals(0, window().intervals());
        sleep(2);
        trail.look(line);
        assertEquals(2, calls());

        run("SELECT pg_stat_statements_reset()");
        sleep(4);
        trail.look(line);
        assertEquals(2 + 4, calls());

        run(
                "SELECT pg_stat_statements_reset(0, 0, queryid) FROM pg_stat_statements WHERE query LIKE 'SELECT pg_sleep%'");
        sleep(1);
        trail.look(line);
        assertEquals(2 + 4 + 1, calls());
        assertEquals(0, window().evictions());

        for (var columns = 1; columns <= 150; columns++) {
            run("SELECT 1" + ", 1".repeat(columns));
        }
        trail.look(line);
        assertTrue(window().evictions() > 0);
        assertEquals(2 + 4 + 1, calls());
        assertEquals(4, window().intervals());
        var slow = slow();
        assertTrue(slow.meanMs() >= 10 && slow.meanMs() < 500, slow.toString());
        assertEquals(7, slow.rowsReturned());
    }

    @Test
    void whenAnotherReplicaTakesOverAnIntervalIsLostAndNothingIsCountedTwice() throws SQLException {
        var former = trail();
        former.look(line);
        sleep(1);
        former.look(line);
        sleep(2);
        var present = trail();
        present.look(line);
        sleep(4);
        former.look(line);
        assertEquals(1, calls());
        present.look(line);
        assertEquals(1 + 4, calls());
    }

    @Test
    void whoLooksDoesNotWaitForOurTablesAndNothingIsLostMeanwhile() throws SQLException {
        var waiting = new ArrayDeque<Runnable>();
        var trail = trail(waiting::add);
        trail.look(line);
        trail.look(line);
        waiting.remove().run();
        trail.look(line);
        sleep(2);
        trail.look(line);
        sleep(1);
        trail.look(line);
        assertEquals(1, waiting.size());
        waiting.remove().run();
        trail.look(line);
        waiting.remove().run();
        assertEquals(2 + 1, calls());
        assertEquals(2, window().intervals());
    }

    @Test
    void anIntervalThatIsWrittenIsNotWrittenAgain() {
        var reader = UUID.randomUUID();
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        assertEquals(List.of(), store.begin(source.server(), reader, 10));
        assertTrue(store.keep(KEY, reader, 0, empty(now.minusSeconds(2), now.minusSeconds(1))));
        assertFalse(store.keep(KEY, reader, 0, empty(now.minusSeconds(2), now)));
        assertFalse(store.keep(KEY, UUID.randomUUID(), 1, empty(now.minusSeconds(1), now)));
        assertTrue(store.keep(KEY, reader, 1, empty(now.minusSeconds(1), now)));
        assertEquals(2, window().intervals());
    }

    @Test
    void whoRemovesASourceAndWhoKeepsAnIntervalOfItDoNotStandInEachOthersWay() throws Exception {
        var reader = UUID.randomUUID();
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        store.begin(source.server(), reader, 10);
        try (var removal = Superuser.of("monitoring").getConnection();
                var statement = removal.createStatement()) {
            removal.setAutoCommit(false);
            statement.execute("SELECT 1 FROM data_source WHERE tenant_id = 'trailed' AND id = 'trailed' FOR UPDATE");
            var kept = CompletableFuture.supplyAsync(() -> store.keep(KEY, reader, 0, empty(now.minusSeconds(1), now)));
            Awaitility.await().until(() -> {
                try (var waiting = statement.executeQuery(
                        "SELECT 1 FROM pg_stat_activity" + " WHERE pg_blocking_pids(pid) @> ARRAY[pg_backend_pid()]")) {
                    return waiting.next();
                }
            });
            statement.execute("DELETE FROM data_source WHERE tenant_id = 'trailed' AND id = 'trailed'");
            removal.commit();
            assertFalse(kept.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatTheFormerServerOfASourceRanIsNotToldOfThePresentOne() throws SQLException {
        var trail = trail();
        trail.look(line);
        sleep(2);
        trail.look(line);
        assertEquals(2, calls());
        var present = source.server();
        var other = new Source.Server(
                KEY,
                present.type(),
                present.host(),
                present.port(),
                "another",
                present.username(),
                present.tls(),
                null,
                null,
                null);
        var floor = Instant.now().minusSeconds(3600);
        assertTrue(store.window(SCOPE, other, floor, 0, 10).isEmpty());
        assertEquals(List.of(), store.begin(other, UUID.randomUUID(), 10));
        assertEquals(0, store.window(SCOPE, other, floor, 0, 10).orElseThrow().intervals());
        assertTrue(store.window(SCOPE, present, floor, 0, 10).isEmpty());
    }

    @Test
    void ourOwnStatementsAndLiteralsAreNotKept() throws SQLException {
        var trail = trail();
        trail.look(line);
        run("CREATE ROLE kept_out", "ALTER ROLE kept_out PASSWORD 's3cret-in-a-statement'", "DROP ROLE kept_out");
        for (var i = 0; i < 3; i++) {
            trail.look(line);
        }
        var texts = Sql.text("SELECT text FROM statement_text WHERE tenant_id = 'trailed'")
                .on(Superuser.of("monitoring"))
                .list(row -> row.text("text"));
        assertTrue(texts.contains("ALTER ROLE kept_out PASSWORD '...'"), texts.toString());
        assertTrue(texts.stream().noneMatch(text -> text.contains("s3cret")), texts.toString());
        assertTrue(texts.stream().noneMatch(text -> text.contains("opscope-watch")), texts.toString());
    }

    @Test
    void onlySoManyStatementsOfAnIntervalAreKeptAndTheOthersTogether() throws SQLException {
        var trail = new StatementTrail(
                source.server(),
                engines.find(source).orElseThrow().statements(),
                store,
                new Settings(Duration.ZERO, Duration.ofHours(24), 3, 2, 4),
                Runnable::run);
        trail.look(line);
        sleep(1);
        for (var columns = 1; columns <= 20; columns++) {
            run("SELECT 2" + ", 2".repeat(columns));
        }
        trail.look(line);
        var rows = Sql.text("SELECT (SELECT count(*) FROM statement_cost WHERE tenant_id = 'trailed') AS kept,"
                        + " (SELECT sum(rest) FROM statement_interval WHERE tenant_id = 'trailed') AS rest")
                .on(Superuser.of("monitoring"))
                .first(row -> List.of(row.integer("kept"), row.integer("rest")))
                .orElseThrow();
        assertTrue(rows.get(0) >= 1 && rows.get(0) <= 4, rows.toString());
        assertTrue(rows.get(1) >= 17, rows.toString());
        assertTrue(window().totalMs() > slow().totalMs());
    }

    @Test
    void whileTheServerCannotReadItsOwnTextsTheirCostIsKeptAndTextsFollowOnceItCan() throws Exception {
        var trail = trail();
        for (var i = 0; i < 3; i++) {
            trail.look(line);
            sleep(1);
        }
        run("SELECT pg_sleep(0.02), 1 AS unread");
        Files.delete(server.data().resolve("pg_stat_tmp/pgss_query_texts.stat"));
        try {
            trail.look(line);
        } finally {
            run("SELECT pg_stat_statements_reset()");
        }
        assertEquals(3, window().intervals());
        assertEquals(3, calls());
        assertTrue(window().slowest().stream().noneMatch(cost -> cost.text().contains("unread")));
        assertTrue(window().totalMs() >= 3 * 10 + 20, window().toString());
        run("SELECT pg_sleep(0.02), 1 AS unread");
        trail.look(line);
        assertTrue(window().slowest().stream().anyMatch(cost -> cost.text().contains("unread")));
    }

    private StatementTrail trail() {
        return trail(Runnable::run);
    }

    private StatementTrail trail(Executor writers) {
        return new StatementTrail(
                source.server(),
                engines.find(source).orElseThrow().statements(),
                store,
                new Settings(Duration.ZERO, Duration.ofHours(24), 20, 10, 100),
                writers);
    }

    private Window window() {
        return store.window(SCOPE, source.server(), Instant.now().minusSeconds(3600), 0, 1_000)
                .orElseThrow();
    }

    private StatementCost slow() {
        return window().slowest().stream()
                .filter(cost -> cost.text().equals("SELECT pg_sleep($1)"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(window().toString()));
    }

    private long calls() {
        return slow().calls();
    }

    private void sleep(int times) throws SQLException {
        for (var i = 0; i < times; i++) {
            run(SLEEP);
        }
    }

    private void run(String... statements) throws SQLException {
        for (var statement : statements) {
            try (var running = session.createStatement()) {
                running.execute(statement);
            }
        }
    }

    private static Interval empty(Instant from, Instant until) {
        return new Interval(from, until, 0, List.of(), Rest.of(List.of()), List.of(), List.of());
    }

    private record Settings(Duration every, Duration keep, int byTotal, int byMean, int most)
            implements StatementConfig {}
}
