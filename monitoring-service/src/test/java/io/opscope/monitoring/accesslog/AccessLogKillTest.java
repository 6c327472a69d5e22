package io.opscope.monitoring.accesslog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.kit.testing.Processes;
import io.opscope.kit.testing.Superuser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The service as it is shipped, in its default configuration and a process of its own, killed while it reads a log. */
@Tag("kills")
class AccessLogKillTest {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

    private static final int ROUNDS = Integer.getInteger("opscope.access-log.rounds", 3);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);
    private static final Duration WITHIN = Duration.ofSeconds(15);

    private final Backend backend = new Backend();
    private final List<String> command = new ArrayList<>();
    private DebianPostgres server;
    private Process service;
    private Path log;

    @BeforeEach
    void start() throws SQLException, IOException {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
        server = new DebianPostgres(
                "logging_collector=on",
                "log_destination=jsonlog",
                "log_connections=on",
                "log_disconnections=on",
                "log_min_duration_statement=0");
        run("CREATE ROLE opscope_watch LOGIN; GRANT pg_monitor TO opscope_watch;"
                + "GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO opscope_watch");
        log = Files.createTempFile("monitoring", ".log");
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        var settings = new TreeMap<>(backend.start());
        settings.put("opscope.sources.hosts", "127.0.0.1");
        settings.put("quarkus.http.port", String.valueOf(Processes.freePort()));
        settings.put("quarkus.management.port", String.valueOf(Processes.freePort()));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        service = Processes.start(log, command);
        await().atMost(STARTED_WITHIN).until(() -> value("SELECT count(*) AS n FROM data_source") > 0);
        Sql.text(
                        "INSERT INTO data_source (tenant_id, id, name, type, host, port, database_name, username, registered_at)"
                                + " VALUES ('killed', 'debian', 'Debian', 'postgresql', '127.0.0.1', :port, 'postgres', 'opscope_watch', now())")
                .on(Superuser.of("monitoring"))
                .set("port", server.port())
                .run();
        await().atMost(STARTED_WITHIN)
                .until(() -> value("SELECT count(*) AS n FROM access_log_position"
                                + " WHERE source_id = 'debian' AND place IS NOT NULL")
                        == 1);
    }

    @AfterEach
    void stop() {
        if (service != null) {
            Processes.kill(List.of(service.toHandle()));
            backend.stop();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aThousandEventsOverThreeRotationsAndAKillAreAThousandEntriesWithinFifteenSeconds() throws Exception {
        var script = new ScriptedSessions(server);
        var random = new Random();
        for (var round = 1; round <= ROUNDS; round++) {
            var kill = 20 + random.nextInt(40);
            for (var i = 0; i < 83; i++) {
                script.session();
                if (i % 25 == 24) {
                    script.refusedSession();
                    rotate();
                }
                if (i == kill) {
                    // a look comes every ten seconds, and this falls anywhere between
                    Thread.sleep(random.nextInt(10_000));
                    Processes.kill(List.of(service.toHandle()));
                    service = Processes.start(log, command);
                }
            }
            script.refusedSession();
            assertEquals(1_000L * round, script.total());
            var begun = System.nanoTime();
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertEquals(script.expected(), found()));
            var took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf(
                    "Round %d: %d entries, %d ms after the last event%n", round, script.total(), took.toMillis());
            assertTrue(took.compareTo(WITHIN) <= 0, took.toString());
        }
        assertEquals(0, value("SELECT count(*) AS n FROM access_log WHERE user_name = 'opscope_watch'"));
        assertEquals(0, value("SELECT count(*) AS n FROM access_log_gap"));
    }

    private static Map<String, Long> found() {
        var found = new TreeMap<String, Long>();
        Sql.text("SELECT action || ' ' || coalesce(status, 'open') AS outcome, count(*) AS n FROM access_log"
                        + " WHERE user_name LIKE 'scripted%' GROUP BY 1")
                .on(Superuser.of("monitoring"))
                .list(row -> found.put(row.text("outcome"), row.integer("n")));
        return found;
    }

    private void rotate() throws SQLException, InterruptedException {
        // a file's name has the second in it
        Thread.sleep(1_050);
        run("SELECT pg_rotate_logfile()");
    }

    private static long value(String question) {
        try {
            return Sql.text(question)
                    .on(Superuser.of("monitoring"))
                    .first(row -> row.integer("n"))
                    .orElseThrow();
        } catch (io.opscope.kit.sql.SqlFailedException e) {
            // before the service has made its tables
            return 0;
        }
    }

    private void run(String statement) throws SQLException {
        try (var session = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection()) {
            session.createStatement().execute(statement);
        }
    }
}
