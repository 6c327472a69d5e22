package io.opscope.monitoring.advice;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.sql.remote.Tls;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real server that fails while its planner is being asked. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AdvicesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Advices advices;

    @Test
    void whatWasFoundBeforeTheServerFailedIsKeptAndTextsThatItCannotReadAreNone() throws Exception {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        try (var server = new DebianPostgres("shared_preload_libraries=pg_stat_statements", "autovacuum=off");
                var owner = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection();
                var locking = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection()) {
            run(owner, "CREATE EXTENSION hypopg", "CREATE EXTENSION pg_stat_statements");
            for (var table : List.of("apples", "pears")) {
                run(
                        owner,
                        "CREATE TABLE " + table
                                + " AS SELECT n AS tree, n % 7 AS weight FROM generate_series(1, 60000) n",
                        "ANALYZE " + table,
                        "SELECT weight FROM " + table + " WHERE tree = 5");
            }
            // in the order that they are planned in
            var statements = statements(owner);
            assertEquals(2, statements.size());
            var source = source(server.port(), 1);
            locking.setAutoCommit(false);
            var last = statements.get(1).text().contains("apples") ? "apples" : "pears";
            run(locking, "LOCK TABLE " + last + " IN ACCESS EXCLUSIVE MODE");
            advices.on(source, statements);
            await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> hasEndedOneThatWaits(owner));
            locking.rollback();
            await().atMost(PATIENCE).until(() -> advices.on(source, statements).stream()
                    .noneMatch(advice -> String.valueOf(advice.lack()).contains("is being asked")));
            var told = advices.on(source, statements);
            assertThat(told.get(0).optimization(), containsString("(tree);"));
            assertNull(told.get(1).optimization());
            assertNotNull(told.get(1).lack());

            // a server that cannot read its own texts
            Files.delete(server.data().resolve("pg_stat_tmp/pgss_query_texts.stat"));
            var anew = source(server.port(), 2);
            await().atMost(PATIENCE).until(() -> advices.on(anew, statements).stream()
                    .allMatch(advice -> String.valueOf(advice.lack()).contains("keeps the statement no more")));
        }
    }

    private static boolean hasEndedOneThatWaits(Connection session) throws SQLException {
        try (var statement = session.createStatement();
                var rows = statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'opscope-watch' AND wait_event_type = 'Lock'")) {
            return rows.next();
        }
    }

    private static List<StatementCost> statements(Connection session) throws SQLException {
        var all = new ArrayList<StatementCost>();
        try (var statement = session.createStatement();
                var rows = statement.executeQuery("SELECT queryid::text, query FROM pg_stat_statements"
                        + " WHERE query LIKE 'SELECT weight%' ORDER BY queryid")) {
            while (rows.next()) {
                all.add(new StatementCost(rows.getString(1), rows.getString(2), 10, 1, 10, null, 1));
            }
        }
        return all;
    }

    private static void run(Connection session, String... statements) throws SQLException {
        for (var text : statements) {
            try (var statement = session.createStatement()) {
                statement.execute(text);
            }
        }
    }

    private static Source source(int port, long edition) {
        var key = new SourceKey("default", "advised");
        return new Source(
                key,
                "Advised",
                "postgresql",
                new Source.Server(
                        key,
                        "postgresql",
                        "127.0.0.1",
                        port,
                        "postgres",
                        DebianPostgres.SUPERUSER,
                        Tls.PREFER,
                        null,
                        null,
                        null),
                false,
                edition,
                null);
    }
}
