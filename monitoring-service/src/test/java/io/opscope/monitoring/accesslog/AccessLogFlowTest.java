package io.opscope.monitoring.accesslog;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.LogFiles;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server that logs, sessions whose outcome is known, and what is answered of them. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AccessLogFlowTest {

    private static final String TENANT = "logged";
    private static final String ID = "debian";
    private static final SourceKey SOURCE = new SourceKey(TENANT, ID);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WITHIN = Duration.ofSeconds(15);

    @Inject
    TestSources sources;

    @Inject
    Roster roster;

    @Inject
    Engines engines;

    @Inject
    Lines lines;

    @Inject
    AccessLogStore store;

    @Inject
    AccessLogConfig config;

    @Inject
    @Any
    Instance<LogFiles> files;

    private DebianPostgres server;

    @BeforeEach
    void onlyWhereDebianIs() {
        assumeTrue(DebianPostgres.isInstalled(), DebianPostgres.MISSING);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            sources.remove(TENANT, ID);
            server.close();
        }
    }

    @Test
    void aThousandEventsOverThreeRotationsAreAThousandEntriesThoughCollectorsDie() throws Exception {
        watch("log_destination=jsonlog", "log_min_duration_statement=0");
        var script = new ScriptedSessions(server);
        for (var part = 0; part < 4; part++) {
            for (var i = 0; i < (part == 3 ? 20 : 21); i++) {
                script.session();
                if (i == 10) {
                    dropAStepOfAnotherReplica();
                    keepAStepOfAnotherReplica();
                }
            }
            script.refusedSession();
            if (part < 3) {
                rotate();
            }
        }
        assertEquals(1_000, script.total());
        await().atMost(WITHIN).untilAsserted(() -> assertEquals(script.expected(), found()));
        read(30).body("data.size()", equalTo(30))
                .body("degraded", is(false))
                .body("data.findAll { it.action == 'LOGOUT' }.duration", everyItem(greaterThan(0f)));
        assertEquals(0, ofAccount("opscope_watch"));
        assertEquals(0, canaries());
        aFileThatIsRemovedBeforeItWasReadIsAGapThatIsTold(script);
    }

    private void aFileThatIsRemovedBeforeItWasReadIsAGapThatIsTold(ScriptedSessions script) throws Exception {
        try (var logs = Files.newDirectoryStream(server.data().resolve("log"))) {
            for (var log : logs) {
                Files.delete(log);
            }
        }
        rotate();
        script.session();
        await().atMost(WITHIN).untilAsserted(() -> read(30).body(
                        "unavailable.reason", hasItem(containsString("removed or overwritten")))
                .body("degraded", is(true)));
        await().atMost(WITHIN).untilAsserted(() -> assertEquals(script.expected(), found()));
    }

    @Test
    void whatKeepsTheLogFromBeingReadIsToldAndThenWhatSeveralRecordsTellOfIsOneEntry() throws SQLException {
        server = new DebianPostgres(
                "logging_collector=on",
                "log_connections=on",
                "log_disconnections=on",
                "log_statement=all",
                "log_duration=on",
                "shared_preload_libraries=pgaudit",
                "pgaudit.log=all");
        run("CREATE ROLE \"opscope watch\" LOGIN");
        sources.add(ID, TENANT, server.port(), "postgres", "opscope watch");
        told("ALTER SYSTEM SET log_destination = 'stderr,jsonlog'; SELECT pg_reload_conf();");
        run("ALTER SYSTEM SET log_destination = 'stderr,csvlog'");
        run("SELECT pg_reload_conf()");
        told("GRANT pg_monitor TO \"opscope watch\";");
        run("GRANT pg_monitor TO \"opscope watch\"");
        told("In database postgres: GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO"
                + " \"opscope watch\";");
        run("GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO \"opscope watch\"");
        await().atMost(PATIENCE).until(() -> store.position(SOURCE).place() != null);
        var script = new ScriptedSessions(server);
        for (var i = 0; i < 5; i++) {
            script.session();
        }
        rotate();
        for (var i = 0; i < 5; i++) {
            script.session();
        }
        script.refusedSession();
        await().atMost(WITHIN).untilAsserted(() -> assertEquals(script.expected(), found()));
        assertEquals(0, canaries());
    }

    private void watch(String... settings) throws SQLException {
        var all = new ArrayList<>(List.of(
                "logging_collector=on",
                "log_connections=on",
                "log_disconnections=on",
                "log_timezone=America/St_Johns"));
        all.addAll(List.of(settings));
        server = new DebianPostgres(all.toArray(String[]::new));
        run("CREATE ROLE opscope_watch LOGIN; GRANT pg_monitor TO opscope_watch;"
                + "GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO opscope_watch");
        sources.add(ID, TENANT, server.port(), "postgres", "opscope_watch");
        await().atMost(PATIENCE).until(() -> store.position(SOURCE).place() != null);
    }

    /** Read, and lost before it was kept. */
    private void dropAStepOfAnotherReplica() {
        assertTrue(anotherStep().reading().missing().isEmpty());
    }

    /** Kept by a replica that does not know it has lost the lease; or not, if the holder was faster. */
    private void keepAStepOfAnotherReplica() {
        var step = anotherStep();
        var isKept = store.keep(SOURCE, step, List.of());
        assertFalse(store.keep(SOURCE, step, List.of()), "Kept twice; once before: " + isKept);
    }

    private Step anotherStep() {
        var source = roster.everySource().stream()
                .filter(each -> each.key().equals(SOURCE))
                .findFirst()
                .orElseThrow();
        var from = store.position(SOURCE);
        try (var line =
                lines.open(engines.find(source).orElseThrow(), source, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            var reading = files.stream()
                    .filter(each -> each.types().contains("postgresql"))
                    .findFirst()
                    .orElseThrow()
                    .read(line, from.place(), config.bytes());
            return Step.of(from, reading);
        }
    }

    private void rotate() throws SQLException {
        var before = count("SELECT count(*) FROM pg_ls_logdir()");
        run("SELECT pg_sleep(1.05 - extract(milliseconds FROM now())::int % 1000 / 1000.0)");
        run("SELECT pg_rotate_logfile()");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count("SELECT count(*) FROM pg_ls_logdir()") > before);
    }

    private static Map<String, Long> found() {
        var found = new TreeMap<String, Long>();
        Sql.text("SELECT action || ' ' || coalesce(status, 'open') AS outcome, count(*) AS n FROM access_log"
                        + " WHERE tenant_id = :tenant AND user_name LIKE 'scripted%' GROUP BY 1")
                .on(Superuser.of("monitoring"))
                .set("tenant", TENANT)
                .list(row -> found.put(row.text("outcome"), row.integer("n")));
        return found;
    }

    private static long ofAccount(String user) {
        return Sql.text("SELECT count(*) AS n FROM access_log WHERE tenant_id = :tenant AND user_name = :user")
                .on(Superuser.of("monitoring"))
                .set("tenant", TENANT)
                .set("user", user)
                .first(row -> row.integer("n"))
                .orElseThrow();
    }

    /** Of a password that statements had in them, in whatever is kept. */
    private static long canaries() {
        return Sql.text("SELECT (SELECT count(*) FROM access_log a WHERE a::text LIKE '%canary%')"
                        + " + (SELECT count(*) FROM access_log_position p WHERE p::text LIKE '%canary%') AS n")
                .on(Superuser.of("monitoring"))
                .first(row -> row.integer("n"))
                .orElseThrow();
    }

    private void told(String remedy) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> read(30).body("unavailable.remedy", hasItem(containsString(remedy)))
                        .body("degraded", is(true)));
    }

    private static ValidatableResponse read(int limit) {
        return given().header("Authorization", Tokens.bearer(TENANT, "ann", "viewer"))
                .get("/api/performance/data-sources/" + ID + "/access-logs?limit=" + limit)
                .then()
                .statusCode(200);
    }

    private void run(String statement) throws SQLException {
        try (var session = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection()) {
            session.createStatement().execute(statement);
        }
    }

    private long count(String question) throws SQLException {
        try (var session = server.as(DebianPostgres.SUPERUSER, "postgres").getConnection();
                var result = session.createStatement().executeQuery(question)) {
            result.next();
            return result.getLong(1);
        }
    }
}
