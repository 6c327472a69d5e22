package io.opscope.monitoring.accesslog;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.DebianPostgres;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.accesslog.record.Action;
import io.opscope.monitoring.accesslog.record.Cut;
import io.opscope.monitoring.accesslog.record.Memory;
import io.opscope.monitoring.accesslog.record.OpenStatement;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.LogFiles;
import io.opscope.monitoring.engine.LogPlace;
import io.opscope.monitoring.engine.LogReading;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.source.TestSources;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real server that logs, sessions whose outcome is known, and what is answered of them. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class AccessLogFlowTest {

    private static final String TENANT = "logged";
    private static final String ID = "debian";
    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();
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
    LogWatch watch;

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
        run("CREATE EXTENSION hypopg");
        run("CREATE TABLE bill (id int)");
        sources.add(ID, TENANT, server.port(), "postgres", "opscope watch");
        told("ALTER SYSTEM SET log_destination = 'stderr,jsonlog'; SELECT pg_reload_conf();");
        run("ALTER SYSTEM SET log_destination = 'stderr,csvlog'");
        run("SELECT pg_reload_conf()");
        told("GRANT pg_monitor TO \"opscope watch\";");
        run("GRANT pg_monitor TO \"opscope watch\"");
        privileges()
                .body(
                        "data.privileges.find { it.what == 'access logs' }.remedy",
                        containsString("GRANT EXECUTE ON FUNCTION pg_read_binary_file"))
                .body(
                        "data.privileges.find { it.what == 'index advice' }.remedy",
                        containsString("GRANT pg_read_all_data TO \"opscope watch\";"));
        run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO \"opscope watch\"");
        privileges().body("data.privileges.find { it.what == 'index advice' }.works", is(true));
        told("GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO \"opscope watch\"; -- in"
                + " database postgres;");
        run("GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO \"opscope watch\"");
        await().atMost(PATIENCE).until(() -> position().place() != null);
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

    @Test
    void namesThatFillTheLogAreNotRememberedAndWhatComesAfterThemIsTold() throws Exception {
        watch("log_destination=jsonlog", "log_min_duration_statement=0");
        var hostile = new StringBuilder();
        for (var i = 0; i < 21; i++) {
            hostile.append(i < 20 ? opened("x".repeat(200_000), i + "x".repeat(20_000)) : opened("\\u0000", "\\u0000"));
        }
        Files.writeString(newestLog(), hostile, StandardOpenOption.APPEND);
        var script = new ScriptedSessions(server);
        script.session();
        await().atMost(PATIENCE).untilAsserted(() -> assertEquals(script.expected(), found()));
        var kept = JSON.writeValueAsString(position().memory());
        assertTrue(kept.length() < 20_000, "Remembered: " + kept.length());
        assertEquals(21, position().memory().open().size());
    }

    @Test
    void whatOurTablesDoNotTakeIsPassedOverAndToldAsAGap() throws Exception {
        watch("log_destination=jsonlog", "log_min_duration_statement=0");
        sources.add("refused", TENANT, 1, "postgres", "opscope_watch");
        try {
            var source = source("refused").server();
            var known = store.begin(source).orElseThrow();
            var statement = new OpenStatement(1, Instant.now(), "ann", Action.QUERY_EXECUTION, "SELECT", "", -1);
            var begun =
                    new Position(known.edition(), null, Cut.NONE, new Memory(Map.of("\u0000", statement), Set.of()));
            var place = new LogPlace("json", "a.json", "0".repeat(64), 128, 0, Instant.EPOCH, false);
            var tail = new Tail(source, store, config);
            tail.keep(begun, new LogReading(List.of(), place, 0, "UTC", "opscope_watch", List.of()));
            assertEquals(place, store.begin(source).orElseThrow().place());
            assertEquals(Memory.empty(), store.begin(source).orElseThrow().memory());
            assertEquals(1, gaps("refused"));
        } finally {
            sources.remove(TENANT, "refused");
        }
    }

    @Test
    void whatOurRoleKeepsOutOfTheLogForItselfIsNotSaidToBeMissing() throws Exception {
        server = logging("log_destination=jsonlog", "log_min_duration_statement=0");
        run("ALTER ROLE opscope_watch SET log_min_duration_statement = -1");
        sources.add(ID, TENANT, server.port(), "postgres", "opscope_watch");
        privileges()
                .body("data.privileges.find { it.what == 'access logs' }.works", is(true))
                .body("data.privileges.what", not(hasItem(containsString("QUERY_EXECUTION"))));
    }

    @Test
    void whoRemovesASourceAndWhoKeepsAStepOfItsLogDoNotStandInEachOthersWay() throws Exception {
        // at a port where nobody listens: nothing but this reads on
        sources.add("removed", TENANT, 1, "postgres", "opscope_watch");
        var source = source("removed").server();
        var known = store.begin(source).orElseThrow();
        var next = new Position(known.edition() + 1, known.place(), known.cut(), known.memory());
        var step = new Step(known, next, List.of(), List.of("a gap"), LogReading.none(new Unavailable("", "", "")));
        try (var removal = Superuser.of("monitoring").getConnection();
                var statement = removal.createStatement()) {
            removal.setAutoCommit(false);
            statement.execute("SELECT 1 FROM data_source WHERE tenant_id = 'logged' AND id = 'removed' FOR UPDATE");
            var kept = CompletableFuture.supplyAsync(() -> store.keep(source, step, List.of()));
            await().until(() -> {
                try (var waiting = statement.executeQuery(
                        "SELECT 1 FROM pg_stat_activity WHERE pg_blocking_pids(pid) @> ARRAY[pg_backend_pid()]")) {
                    return waiting.next();
                }
            });
            statement.execute("DELETE FROM data_source WHERE tenant_id = 'logged' AND id = 'removed'");
            removal.commit();
            assertFalse(kept.get(10, TimeUnit.SECONDS));
        } finally {
            sources.remove(TENANT, "removed");
        }
    }

    @Test
    void aSourceThatIsLedElsewhereTellsNothingOfItsFormerServer() throws Exception {
        watch("log_destination=jsonlog", "log_min_duration_statement=0");
        new ScriptedSessions(server).session();
        await().atMost(PATIENCE).until(() -> !found().isEmpty());
        var former = position();
        var before = source().server();
        try (var old = server) {
            server = logging("log_destination=jsonlog", "log_min_duration_statement=0");
            given().header("Authorization", Tokens.bearer(TENANT, "ann", "admin"))
                    .contentType("application/json")
                    .body(Map.of("port", server.port()))
                    .patch("/api/v1/data-sources/" + ID)
                    .then()
                    .statusCode(200);
            roster.refresh();
            await().atMost(WITHIN)
                    .untilAsserted(() -> read(1000).body("data.findAll { it.user == 'scripted' }.size()", is(0)));
            await().atMost(PATIENCE).until(() -> position().place() != null);
            // what was still being read there when the source was led elsewhere
            var late =
                    new Step(former, former, List.of(), List.of("a gap"), LogReading.none(new Unavailable("", "", "")));
            assertFalse(store.keep(before, late, List.of()));
            assertTrue(store.begin(before).isEmpty());
            var script = new ScriptedSessions(server);
            script.session();
            await().atMost(PATIENCE).untilAsserted(() -> assertEquals(script.expected(), found()));
            read(1000)
                    .body("data.findAll { it.user == 'scripted' }.size()", is(ScriptedSessions.EVENTS))
                    .body("degraded", is(false));
            assertEquals(0, gaps(ID));
        }
    }

    @Test
    void aServerThatAnswersForEverIsNotReadForEver() throws Exception {
        watch("log_destination=jsonlog", "log_min_duration_statement=0");
        var source = source();
        var slow = new SlowLog();
        try (var line =
                lines.open(engines.find(source).orElseThrow(), source, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            var begun = System.nanoTime();
            var reading = LogWatch.reading(slow, position(), line, config);
            assertTrue(
                    System.nanoTime() - begun < config.timeout().plusSeconds(3).toNanos());
            assertTrue(reading.missing().get(0).reason().contains("within 5000 ms"), reading.toString());
        }
    }

    @Test
    void tablesThatHangHoldNobodyUpWhoLooks() throws Exception {
        watch("log_destination=jsonlog", "log_min_duration_statement=0");
        var source = source();
        try (var other = Superuser.of("monitoring").getConnection();
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE access_log_position IN ACCESS EXCLUSIVE MODE");
            var begun = System.nanoTime();
            for (var i = 0; i < 20; i++) {
                // it is not known where to go on, so the line is not touched
                watch.at(source, engines.find(source).orElseThrow()).accept(null);
            }
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.toMillis() < 3_000, took.toString());
            other.rollback();
        }
    }

    private void watch(String... settings) throws SQLException {
        server = logging(settings);
        sources.add(ID, TENANT, server.port(), "postgres", "opscope_watch");
        await().atMost(PATIENCE).until(() -> position().place() != null);
    }

    private static DebianPostgres logging(String... settings) throws SQLException {
        var all = new ArrayList<>(List.of(
                "logging_collector=on",
                "log_connections=on",
                "log_disconnections=on",
                "log_timezone=America/St_Johns"));
        all.addAll(List.of(settings));
        var made = new DebianPostgres(all.toArray(String[]::new));
        try (var session = made.as(DebianPostgres.SUPERUSER, "postgres").getConnection()) {
            session.createStatement()
                    .execute("CREATE ROLE opscope_watch LOGIN; GRANT pg_monitor TO opscope_watch;"
                            + "GRANT EXECUTE ON FUNCTION pg_read_binary_file(text, bigint, bigint, boolean) TO"
                            + " opscope_watch");
        }
        return made;
    }

    /** Read, and lost before it was kept. */
    private void dropAStepOfAnotherReplica() {
        assertTrue(anotherStep().reading().missing().isEmpty());
    }

    /** Kept by a replica that does not know it has lost the lease; or not, if the holder was faster. */
    private void keepAStepOfAnotherReplica() {
        var step = anotherStep();
        var isKept = store.keep(source().server(), step, List.of());
        assertFalse(store.keep(source().server(), step, List.of()), "Kept twice; once before: " + isKept);
    }

    private Step anotherStep() {
        var source = source();
        var from = position();
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

    private Position position() {
        return await().atMost(PATIENCE)
                .until(() -> store.begin(source().server()), Optional::isPresent)
                .orElseThrow();
    }

    private Source source() {
        return source(ID);
    }

    /** The list may have been read anew from before a change of ours. */
    private Source source(String id) {
        var key = new SourceKey(TENANT, id);
        return await().atMost(PATIENCE)
                .until(
                        () -> roster.everySource().stream()
                                .filter(each -> each.key().equals(key))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void rotate() throws SQLException {
        var before = count("SELECT count(*) FROM pg_ls_logdir()");
        run("SELECT pg_sleep(1.05 - extract(milliseconds FROM now())::int % 1000 / 1000.0)");
        run("SELECT pg_rotate_logfile()");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> count("SELECT count(*) FROM pg_ls_logdir()") > before);
    }

    /** A record as the server writes it, of a statement whose end does not follow. */
    private static String opened(String user, String other) {
        return ("{\"timestamp\":\"2026-11-29 14:48:56.056 UTC\",\"user\":\"%s\",\"session_id\":\"%s\",\"line_num\":1,"
                        + "\"ps\":\"idle\",\"vxid\":\"%s\",\"error_severity\":\"LOG\","
                        + "\"message\":\"statement: SELECT 1\",\"backend_type\":\"client backend\"}\n")
                .formatted(user, other, other);
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

    private static long gaps(String id) {
        return Sql.text("SELECT count(*) AS n FROM access_log_gap WHERE tenant_id = :tenant AND source_id = :source")
                .on(Superuser.of("monitoring"))
                .set("tenant", TENANT)
                .set("source", id)
                .first(row -> row.integer("n"))
                .orElseThrow();
    }

    private Path newestLog() throws IOException {
        try (var logs = Files.list(server.data().resolve("log"))) {
            return logs.filter(log -> log.toString().endsWith(".json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
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

    private static ValidatableResponse privileges() {
        return given().header("Authorization", Tokens.bearer(TENANT, "ann", "admin"))
                .post("/api/v1/data-sources/" + ID + "/test")
                .then()
                .statusCode(200);
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

    /** Each of its questions is answered in time, and there is always another. */
    private static final class SlowLog implements LogFiles {

        private static final Sql SLOWLY = Sql.text("SELECT pg_sleep(0.2)::text AS slept");

        @Override
        public Set<String> types() {
            return Set.of("postgresql");
        }

        @Override
        public LogReading read(RemoteLine line, LogPlace place, int bytes) {
            try {
                for (var i = 0; i < 100; i++) {
                    SLOWLY.on(line.tx()).first(row -> row.text("slept"));
                }
            } catch (SqlFailedException e) {
                throw new SourceFailure(SourceFailure.Kind.LOST, "The connection was lost", "Ask again", e);
            }
            return LogReading.none(new Unavailable("data", "It took twenty seconds", "Wait"));
        }
    }
}
