package io.opscope.monitoring.alert;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Superuser;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Alerts and rules as they are listed, what evaluation measures of itself, and that many readers do not keep it. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SuiteForTests.class, scope = TestResourceScope.GLOBAL)
class AlertListsTest {

    private static final int ALERTS = 7;
    private static final int READERS = 12;

    SuiteForTests.State suite;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    private final AlertsForTests mine = new AlertsForTests();

    @Test
    void alertsAreListedPageByPageEachOnceThoughMoreComeMeanwhile() {
        // Given, some of them of the same moment
        for (int i = 0; i < ALERTS; i++) {
            plant("2026-11-01T00:00:0" + i / 2 + ".123456Z", i % 2 == 0 ? "ann" : "bob");
        }
        var expected = mine.alerts("?state=firing").getList("data.id", String.class);
        assertEquals(ALERTS, expected.size());
        // When
        var seen = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            var page = mine.alerts("?state=firing&limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            assertTrue(page.getList("data").size() <= 2);
            seen.addAll(page.getList("data.id", String.class));
            cursor = page.getString("next_cursor");
            if (seen.size() == 2) {
                plant(Instant.now().toString(), "ann");
            }
        } while (cursor != null);
        // Then
        assertEquals(expected, seen);
        // and a user pages through their own
        var own = given().header("Authorization", Tokens.bearer(mine.tenant(), "bob", "user"))
                .get("/api/v1/alerts?limit=2")
                .then()
                .statusCode(200)
                .body("status", equalTo("success"))
                .body("degraded", equalTo(false))
                .extract()
                .jsonPath();
        assertEquals(2, own.getList("data").size());
        given().header("Authorization", Tokens.bearer(mine.tenant(), "bob", "user"))
                .get("/api/v1/alerts?limit=2&cursor=" + own.getString("next_cursor"))
                .then()
                .body("data.size()", equalTo(1))
                .body("data.labels.user_id", equalTo(List.of("bob")))
                .body("next_cursor", nullValue());
    }

    @Test
    void aCursorThatIsNoneIsRefused() {
        for (var none :
                List.of("x", "AAAA", "%00", "'", "__________________________________________", "A".repeat(3_000))) {
            mine.get("/api/v1/alerts?cursor=" + none).statusCode(400).body("parameter", equalTo("cursor"));
        }
    }

    @Test
    void rulesAreListedByMetricSeverityAndWhetherTheyAreOn() {
        mine.rule(Map.of("rule_id", "off", "enabled", false, "severity", "critical"));
        mine.get("/api/v1/alerts/rules?metric_name=cpu_usage_percent")
                .statusCode(200)
                .body("data.rule_id", equalTo(List.of("cpu-busy")));
        mine.get("/api/v1/alerts/rules?severity=critical&enabled=true")
                .body("data.rule_id", equalTo(List.of("messages-failing")));
        mine.get("/api/v1/alerts/rules?enabled=false").body("data.rule_id", equalTo(List.of("off")));
        mine.get("/api/v1/alerts/rules?metric_name='").statusCode(200).body("data", empty());
        mine.get("/api/v1/alerts/rules?severity=loud").statusCode(400);
        mine.get("/api/v1/alerts/rules?enabled=perhaps").statusCode(400);
    }

    @Test
    void whatRulesAndDeliveriesDoIsThereForPrometheus() throws IOException {
        suite.tenant(mine.tenant());
        suite.value(mine.tenant(), "messages.failed", 6);
        try (var hook = new Hook()) {
            var fired = sum("opscope_alerts_changes_total", "change=\"fired\"", "severity=\"critical\"");
            var evaluated = sum("opscope_alerts_evaluations_total", "result=\"data\"");
            var delivered = sum("opscope_alerts_deliveries_total", "type=\"webhook\"", "end=\"delivered\"");
            mine.rule(Map.of("severity", "critical", "notification_channels", List.of(mine.webhook(hook))));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertTrue(sum("opscope_alerts_changes_total", "change=\"fired\"", "severity=\"critical\"") > fired);
                assertTrue(sum("opscope_alerts_evaluations_total", "result=\"data\"") > evaluated);
                assertTrue(sum("opscope_alerts_deliveries_total", "type=\"webhook\"", "end=\"delivered\"") > delivered);
            });
        }
        assertTrue(sum("opscope_alerts_figures_seconds_count") > 0);
        assertTrue(sum("opscope_alerts_evaluation_late_seconds_count") > 0);
        assertTrue(sum("opscope_alerts_delivery_seconds_count", "type=\"webhook\"") > 0);
        var names = new HashSet<String>();
        lines().forEach(line -> names.add(line.split("[{ ]")[0]));
        for (var gauge : List.of(
                "opscope_alerts_rules",
                "opscope_alerts_pending",
                "opscope_alerts_firing",
                "opscope_alerts_late_seconds",
                "opscope_alerts_outbox_waiting",
                "opscope_alerts_outbox_oldest_seconds")) {
            assertTrue(names.contains(gauge), gauge);
        }
        assertEquals(
                List.of(),
                scraped()
                        .filter(line -> line.matches("# HELP opscope_\\w+\\s*"))
                        .toList(),
                "without a word of what they are");
    }

    @Test
    void howeverManyReadRulesAreEvaluatedMeanwhile() throws Exception {
        suite.tenant(mine.tenant());
        suite.value(mine.tenant(), "messages.failed", 0);
        mine.rule(Map.of("rule_id", "watched"));
        await().atMost(Duration.ofSeconds(20)).until(() -> suite.asked(mine.tenant()) > 0);
        var isOver = new AtomicBoolean();
        var refused = new AtomicInteger();
        var readers = Executors.newFixedThreadPool(READERS);
        try (var held = held("LOCK TABLE alert_delivery IN ACCESS EXCLUSIVE MODE")) {
            // Given readers that wait for a table which no evaluation needs, in every place there is for them
            for (int i = 0; i < READERS; i++) {
                readers.execute(() -> {
                    while (!isOver.get()) {
                        if (mine.get("/api/v1/alerts/channels").extract().statusCode() == 503) {
                            refused.incrementAndGet();
                        }
                    }
                });
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> refused.get() > 0);
            // When
            suite.value(mine.tenant(), "messages.failed", 6);
            // Then
            await().atMost(Duration.ofSeconds(8)).until(this::isFiring);
        } finally {
            isOver.set(true);
            readers.shutdown();
        }
    }

    private boolean isFiring() {
        return Sql.text("SELECT 1 AS one FROM monitoring.alert WHERE tenant_id = :tenant AND state = 'firing'")
                .on(Superuser.of("monitoring"))
                .set("tenant", mine.tenant())
                .first(row -> true)
                .isPresent();
    }

    private static Connection held(String statement) throws SQLException {
        var connection = Superuser.of("monitoring").getConnection();
        connection.setAutoCommit(false);
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
        return connection;
    }

    private void plant(String at, String user) {
        Sql.text(
                        "INSERT INTO monitoring.alert (tenant_id, id, rule_id, rule, labels, user_id, state, started_at) VALUES"
                                + " (:tenant, gen_random_uuid(), 'planted', CAST(:rule AS jsonb), CAST(:labels AS jsonb), :user,"
                                + " 'firing', CAST(:at AS timestamptz))")
                .on(Superuser.of("monitoring"))
                .set("tenant", mine.tenant())
                .set(
                        "rule",
                        "{\"rule_id\": \"planted\", \"rule_name\": \"p\", \"metric_name\": \"m\","
                                + " \"condition\": \"gt\", \"threshold\": 0, \"severity\": \"info\"}")
                .set("labels", "{\"user_id\": \"" + user + "\"}")
                .set("user", user)
                .set("at", at)
                .run();
    }

    private double sum(String name, String... labels) throws IOException {
        return lines().stream()
                .filter(line -> line.split("[{ ]")[0].equals(name)
                        && Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private List<String> lines() throws IOException {
        return scraped().filter(line -> !line.startsWith("#")).toList();
    }

    private Stream<String> scraped() throws IOException {
        try (var answer = metrics.openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }
}
