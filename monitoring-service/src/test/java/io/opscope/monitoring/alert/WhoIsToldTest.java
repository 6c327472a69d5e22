package io.opscope.monitoring.alert;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom alerts are told to, when rules change meanwhile and when nobody asked to be told. */
@QuarkusTest
@WithTestResource(value = Backend.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SuiteForTests.class, scope = TestResourceScope.GLOBAL)
class WhoIsToldTest {

    SuiteForTests.State suite;

    private final AlertsForTests mine = new AlertsForTests();
    private final Hook first = new Hook();
    private final Hook second = new Hook();
    private final Hook third = new Hook();

    @BeforeEach
    void signUp() {
        suite.tenant(mine.tenant());
        suite.value(mine.tenant(), "messages.failed", 0);
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        third.close();
    }

    @Test
    void aChannelThatIsTakenAwayWhileTheRuleFiresIsToldTheEndAndOneThatCameLaterIsNot() {
        // Given
        var staying = mine.webhook(first);
        var rule = "/api/v1/alerts/rules/"
                + mine.rule(Map.of("notification_channels", List.of(staying, mine.webhook(second))));
        suite.value(mine.tenant(), "messages.failed", 6);
        soon().untilAsserted(() -> assertEquals(List.of("firing"), heard(second)));
        soon().untilAsserted(() -> assertEquals(List.of("firing"), heard(first)));
        // When
        mine.patch(rule, Map.of("notification_channels", List.of(staying, mine.webhook(third))))
                .statusCode(200);
        suite.value(mine.tenant(), "messages.failed", 0);
        // Then
        soon().untilAsserted(() -> assertEquals(List.of("firing", "resolved"), heard(first)));
        soon().untilAsserted(() -> assertEquals(List.of("firing", "resolved"), heard(second)));
        assertEquals(List.of(), heard(third));
        assertEquals(alert(second.taken().get(0)), alert(second.taken().get(1)), "the end is that of what it was told");
    }

    @Test
    void aChannelThatWasTakenAwayIsToldThatTheRuleIsGoneAsWell() {
        var rule = "/api/v1/alerts/rules/" + mine.rule(Map.of("notification_channels", List.of(mine.webhook(first))));
        suite.value(mine.tenant(), "messages.failed", 6);
        soon().untilAsserted(() -> assertEquals(List.of("firing"), heard(first)));
        mine.patch(rule, Map.of("notification_channels", List.of())).statusCode(200);
        mine.delete(rule).statusCode(204);
        soon().untilAsserted(() -> assertEquals(List.of("firing", "resolved"), heard(first)));
    }

    @Test
    void anAnomalyIsAnAlertThatPagesNobodyUnlessSomebodySaysSo() {
        var told = mine.webhook(first);
        suite.value(mine.tenant(), "jobs.anomaly_score", 0.99);
        mine.rule(Map.of("rule_id", "odd", "metric_name", "jobs.anomaly_score", "threshold", 0.9));
        soon().untilAsserted(() -> mine.get("/api/v1/alerts?state=firing&rule_id=odd")
                .body("data", hasSize(1))
                .body("data[0].severity", equalTo("info")));
        mine.get("/api/v1/alerts/rules/odd")
                .body("data.severity", equalTo("info"))
                .body("data.notification_channels", empty());
        assertEquals(List.of(), heard(first));
        // one that was about something else becomes as quiet, unless it is said how loud it is
        mine.rule(Map.of("rule_id", "other", "severity", "critical"));
        mine.patch("/api/v1/alerts/rules/other", Map.of("metric_name", "jobs.anomaly_score", "threshold", 0.9))
                .body("data.severity", equalTo("info"));
        mine.patch("/api/v1/alerts/rules/odd", Map.of("severity", "critical", "notification_channels", List.of(told)))
                .body("data.severity", equalTo("critical"));
        soon().untilAsserted(() -> assertEquals(List.of("firing"), heard(first)));
    }

    @Test
    void aPipelineThatFailsIsAnAlertUntilItSucceedsAndSoIsOneThatHasNotSucceededForLong() {
        for (var pipeline : List.of("orders", "stock")) {
            put("/api/v1/pipelines/" + pipeline, Map.of("name", pipeline));
        }
        run("orders", "1", "FAIL", Instant.now().minusSeconds(60));
        run("stock", "1", "COMPLETE", Instant.now().minusSeconds(7_200));
        mine.rule(Map.of("rule_id", "failing", "metric_name", "pipeline_failed", "threshold", 0));
        mine.rule(Map.of("rule_id", "late", "metric_name", "pipeline_success_age_seconds", "threshold", 3_600));
        soon().untilAsserted(() -> mine.get("/api/v1/alerts?state=firing&rule_id=failing")
                .body("data.labels.pipeline", equalTo(List.of("orders"))));
        soon().untilAsserted(() -> mine.get("/api/v1/alerts?state=firing&rule_id=late")
                .body("data.labels.pipeline", equalTo(List.of("stock"))));
        run("orders", "2", "COMPLETE", Instant.now());
        run("stock", "2", "COMPLETE", Instant.now());
        soon().untilAsserted(() -> mine.get("/api/v1/alerts?state=firing").body("data", empty()));
        mine.get("/api/v1/alerts?state=resolved").body("data", hasSize(2));
    }

    private void run(String pipeline, String id, String event, Instant at) {
        mine.post("/api/v1/pipelines/" + pipeline + "/runs", Map.of("run_id", id, "event", event, "at", at.toString()))
                .statusCode(200);
    }

    private void put(String path, Map<String, ?> body) {
        given().header("Authorization", Tokens.bearer(mine.tenant(), "boss", "admin"))
                .contentType("application/json")
                .body(body)
                .put(path)
                .then()
                .statusCode(200);
    }

    @Test
    void theDefaultRulesOfRecordsFireBeyondTheirFiguresAtOnce() {
        suite.value(mine.tenant(), "messages.success_rate_percent", 95);
        suite.value(mine.tenant(), "messages.failure_rate_percent", 5);
        suite.values(mine.tenant(), "jobs.failed", Map.of());
        mine.get("/api/v1/alerts/rules").statusCode(200);
        var asked = suite.asked(mine.tenant());
        soon().untilAsserted(() -> assertEquals(true, suite.asked(mine.tenant()) > asked + 2));
        mine.get("/api/v1/alerts?state=firing").body("data", empty());
        suite.value(mine.tenant(), "messages.success_rate_percent", 94.9);
        suite.value(mine.tenant(), "messages.failure_rate_percent", 5.1);
        suite.values(mine.tenant(), "jobs.failed", Map.of("ann", 1.0));
        soon().untilAsserted(() -> mine.get("/api/v1/alerts?state=firing").body("data", hasSize(3)));
        var firing = mine.alerts("?state=firing");
        assertEquals("warning", firing.getString("data.find { it.rule_id == 'delivery-rate-low' }.severity"));
        assertEquals("critical", firing.getString("data.find { it.rule_id == 'messages-failing' }.severity"));
        assertEquals("info", firing.getString("data.find { it.rule_id == 'job-failed' }.severity"));
        assertEquals("ann", firing.getString("data.find { it.rule_id == 'job-failed' }.labels.user_id"));
    }

    private static List<String> heard(Hook hook) {
        return hook.taken().stream()
                .map(call -> new JsonObject(call.body()).getString("status"))
                .toList();
    }

    private static String alert(Hook.Call call) {
        return new JsonObject(call.body())
                .getJsonArray("alerts")
                .getJsonObject(0)
                .getString("alert_id");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}
