package io.opscope.monitoring.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What lies beneath: plans, row security, what goes by age, and a database that is away. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
class RunTablesTest {

    @Inject
    Database db;

    @Inject
    RunSweep sweep;

    @Inject
    TestPipelines pipelines;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private final String tenant = "t-" + UUID.randomUUID();

    @Test
    void theNewestRunsAreFoundInTheIndexHoweverManyThereAre() throws SQLException, IOException {
        FilledTables.fill(tenant, 20, 1_000);
        for (var file : new String[] {"newest-runs.sql", "newest-logs.sql", "standings.sql"}) {
            var plan = plan(file);
            assertTrue(plan.contains("pipeline_run_"), plan);
            assertFalse(plan.contains("Seq Scan on pipeline_run r"), plan);
            assertFalse(plan.contains("Sort Key: r.order_at"), plan);
        }
    }

    @Test
    void aQueryThatForgetsItsTenantSeesOnlyTheCallers() {
        pipelines.add(tenant, "mine", "word", 1);
        var count = Sql.text("SELECT (SELECT count(*) FROM pipeline) + (SELECT count(*) FROM pipeline_run)"
                + " + (SELECT count(*) FROM pipeline_run_log) AS n");
        assertEquals(3, rows(tenant, count));
        assertEquals(0, rows(tenant + "-other", count));
    }

    @Test
    void whatIsTooOldAndWhatIsLeftOfRemovedPipelinesGoesSomeAtATime() throws SQLException {
        pipelines.add(tenant, "young", "young", 1);
        FilledTables.fill(tenant, 2, 10);
        superuser("UPDATE pipeline_run SET last_at = last_at - interval '401 days', first_at = first_at - interval"
                + " '401 days' WHERE run_id ~ '^run-[0-9]+$' AND tenant_id = '" + tenant + "'");
        sweep.sweep();
        var runs = Sql.text("SELECT count(*) AS n FROM pipeline_run");
        assertEquals(1, rows(tenant, runs));
        given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .delete("/api/v1/pipelines/young")
                .then()
                .statusCode(204);
        sweep.sweep();
        assertEquals(0, rows(tenant, runs));
        assertEquals(0, rows(tenant, Sql.text("SELECT count(*) AS n FROM pipeline_removed")));
    }

    @Test
    void whileTheDatabaseIsAwayTheLastAnswerStandsInAndEventsAreRefused() throws SQLException {
        pipelines.add(tenant, "kept", "kept", 1);
        read().body("degraded", equalTo(false)).body("data", hasSize(1));
        try {
            superuser("ALTER ROLE opscope_monitoring CONNECTION LIMIT 0");
            superuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'opscope_monitoring'");
            read().time(lessThan(1_000L))
                    .body("degraded", equalTo(true))
                    .body("readAt", notNullValue())
                    .body("data[0].id", equalTo("kept"));
            given().header("Authorization", Tokens.bearer(tenant, "loader", "ingest"))
                    .contentType("application/json")
                    .body("{\"run_id\":\"1\",\"event\":\"START\",\"at\":\"" + Instant.now() + "\"}")
                    .post("/api/v1/pipelines/kept/runs")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());
        } finally {
            superuser("ALTER ROLE opscope_monitoring CONNECTION LIMIT -1");
        }
        // for so long that the pool has let go of every connection that was cut
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(30)).untilAsserted(() -> read().body(
                        "degraded", equalTo(false)));
    }

    @Test
    void eventsAndRunsAreCounted() {
        pipelines.add(tenant, "counted", "counted", 1);
        var old = Instant.now().minus(Duration.ofHours(25));
        for (int i = 0; i < 2; i++) {
            given().header("Authorization", Tokens.bearer(tenant, "loader", "ingest"))
                    .contentType("application/json")
                    .body("{\"run_id\":\"stuck\",\"event\":\"START\",\"at\":\"" + old + "\"}")
                    .post("/api/v1/pipelines/counted/runs")
                    .then()
                    .statusCode(200)
                    .body("data.duplicate", equalTo(i == 1));
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> given().get(metrics)
                .then()
                .statusCode(200)
                .body(matchesPattern("(?s).*opscope_pipeline_events_total\\{result=\"stored\"\\} [1-9].*"))
                .body(matchesPattern("(?s).*opscope_pipeline_events_total\\{result=\"duplicate\"\\} [1-9].*"))
                .body(matchesPattern("(?s).*opscope_pipeline_runs_total\\{status=\"success\"\\} [1-9].*"))
                .body(matchesPattern("(?s).*opscope_pipeline_open_runs\\{state=\"stuck\"\\} [1-9].*"))
                .body(containsString("opscope_pipeline_open_runs{state=\"running\"}")));
    }

    private io.restassured.response.ValidatableResponse read() {
        return given().header("Authorization", Tokens.bearer(tenant, "ann", "viewer"))
                .get("/api/performance/pipelines")
                .then()
                .statusCode(200);
    }

    private long rows(String someone, Sql count) {
        return db.read(
                new Scope(someone, "ann", Set.of()),
                tx -> count.on(tx).first(row -> row.integer("n")).orElseThrow());
    }

    /** As the service would run it, its tenant confined. */
    private String plan(String file) throws SQLException, IOException {
        try (var in = RunSweep.class.getResourceAsStream(file)) {
            var sql = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(":tenant", "'" + tenant + "'")
                    .replace(":now::timestamptz", "now()")
                    .replace(":stuck_after", "86400")
                    .replace(":lines", "20")
                    .replace(":characters", "300");
            return db.read(
                    new Scope(tenant, "ann", Set.of()),
                    tx -> String.join(
                            "\n",
                            Sql.text("EXPLAIN " + sql.replaceAll("(?m)^--.*$", ""))
                                    .on(tx)
                                    .list(row -> row.text("QUERY PLAN"))));
        }
    }

    private static void superuser(String sql) throws SQLException {
        try (var session = Superuser.of("monitoring").getConnection();
                var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
