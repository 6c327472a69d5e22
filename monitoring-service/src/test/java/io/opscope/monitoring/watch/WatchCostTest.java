package io.opscope.monitoring.watch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.remote.Tls;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.source.TestSources;
import io.opscope.monitoring.statement.TestTrails;
import io.opscope.monitoring.watch.WatchStore.Look;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the watch costs a server that has 5,000 statements counted: the time on a processor of the sessions that the real
 * collector opens, and of the process that forks them. The figures are logged.
 */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@Tag("long")
class WatchCostTest {

    private static final Logger LOG = Logger.getLogger(WatchCostTest.class);
    private static final int STATEMENTS = 5_000;
    private static final double MEANT_PERCENT = 0.2;
    private static final String SETTINGS = "pg_stat_statements.max";
    private static final Duration MEASURED = Duration.ofSeconds(Long.getLong("opscope.watch-cost.seconds", 150));

    @Inject
    Engines engines;

    @Inject
    Lines lines;

    @Inject
    TestSources sources;

    @Inject
    TestTrails trails;

    @Test
    void watchingPostgresql17CostsAFifthOfAPercentOfACoreAtMost() throws Exception {
        try (var server = EmbeddedPostgres.builder()
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig(SETTINGS, "10000")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start()) {
            check("PostgreSQL 17", server.getPostgresDatabase(), server.getPort());
        }
    }

    @Test
    void watchingPostgresql15CostsAFifthOfAPercentOfACoreAtMost() throws Exception {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        try (var server = new DebianPostgres("shared_preload_libraries=pg_stat_statements", SETTINGS + "=10000")) {
            check("PostgreSQL 15", server.as("postgres", "postgres"), server.port());
        }
    }

    private void check(String name, DataSource server, int port) throws Exception {
        fill(server);
        var usual = measured(name, server, port, Duration.ofMinutes(1));
        var often = measured(name, server, port, Duration.ofSeconds(10));
        LOG.infof(
                "%s, %d statements: %.4f %% of a core as it is set, %.4f %% with the statements read at every look",
                name, STATEMENTS, usual, often);
        assertTrue(usual <= MEANT_PERCENT, usual + " % of a core");
    }

    /** Percent of a core. */
    private double measured(String name, DataSource server, int port, Duration every) throws Exception {
        sources.add("costly", "default", "made-up", port, "postgres", "postgres");
        var looks = new CopyOnWriteArrayList<Look>();
        var source = source(port);
        var engine = engines.find(source).orElseThrow();
        var collector = new Collector(
                source,
                engine,
                lines,
                Optional.empty(),
                asSet(),
                () -> true,
                looks::add,
                late -> {},
                trails.of(source, engine, every));
        var thread = new Thread(collector, "watch-that-is-measured");
        thread.setDaemon(true);
        var cpu = new Cpu(server);
        cpu.sample();
        var begun = System.nanoTime();
        thread.start();
        try {
            while (System.nanoTime() - begun < MEASURED.toNanos()) {
                cpu.sample();
                Thread.sleep(50);
            }
        } finally {
            cpu.sample();
            collector.stop();
            collector.join(Duration.ofSeconds(5));
        }
        var kept = trails.kept(source);
        sources.remove("costly");
        var percent = 100.0 * cpu.nanos() / (System.nanoTime() - begun);
        LOG.infof(
                "%s: %d looks, %d intervals, %d sessions, %.1f ms of processor time",
                name, looks.size(), kept.intervals(), cpu.sessions(), cpu.nanos() / 1e6);
        assertTrue(kept.intervals() >= MEASURED.toSeconds() / every.toSeconds() - 1, kept.toString());
        return percent;
    }

    /** Statements that differ in how many numbers and how many texts they select. */
    private static void fill(DataSource server) throws SQLException {
        try (var session = server.getConnection();
                var statement = session.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
            for (var i = 0; i < STATEMENTS; i++) {
                statement.execute("SELECT 1" + ", 1".repeat(i % 100) + ", 'x'".repeat(i / 100));
            }
        }
        var counted = Sql.text("SELECT count(*) AS n FROM pg_stat_statements WHERE query LIKE 'SELECT $1%'")
                .on(server)
                .first(row -> row.integer("n"))
                .orElseThrow();
        assertEquals(STATEMENTS, counted);
    }

    /** As a service is that nothing is set for. */
    private static WatchConfig asSet() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(WatchConfig.class)
                .build()
                .getConfigMapping(WatchConfig.class);
    }

    private static Source source(int port) {
        var key = new SourceKey("default", "costly");
        return new Source(
                key,
                "Costly",
                "postgresql",
                new Source.Server(
                        key, "postgresql", "127.0.0.1", port, "postgres", "postgres", Tls.PREFER, null, null, null),
                false,
                1,
                null);
    }

    /** Nanoseconds on a processor, of sessions that are there and that were, and of their parent. */
    private static final class Cpu implements AutoCloseable {

        private static final String SESSIONS =
                "SELECT pid FROM pg_stat_activity WHERE application_name = 'opscope-watch'";

        private final Map<Long, Long> sessions = new HashMap<>();
        private final long parent;
        private final long parentBefore;
        private final Connection keeper;

        Cpu(DataSource server) throws SQLException, IOException {
            this.keeper = server.getConnection();
            try (var result = keeper.createStatement().executeQuery("SELECT pg_backend_pid()")) {
                result.next();
                parent = ProcessHandle.of(result.getLong(1))
                        .orElseThrow()
                        .parent()
                        .orElseThrow()
                        .pid();
            }
            parentBefore = nanosOf(parent);
            await().until(() -> Sql.text(SESSIONS).on(server).list(row -> row.integer("pid")), List::isEmpty);
        }

        void sample() throws SQLException {
            try (var result = keeper.createStatement().executeQuery(SESSIONS)) {
                while (result.next()) {
                    var pid = result.getLong(1);
                    try {
                        sessions.put(pid, nanosOf(pid));
                    } catch (IOException e) {
                        // it has ended between the two questions
                        sessions.putIfAbsent(pid, 0L);
                    }
                }
            }
        }

        @Override
        public void close() throws SQLException {
            keeper.close();
        }

        int sessions() {
            return sessions.size();
        }

        long nanos() throws IOException {
            return sessions.values().stream().mapToLong(Long::longValue).sum() + nanosOf(parent) - parentBefore;
        }

        private static long nanosOf(long pid) throws IOException {
            return Long.parseLong(
                    Files.readString(Path.of("/proc/" + pid + "/schedstat")).split(" ")[0]);
        }
    }
}
