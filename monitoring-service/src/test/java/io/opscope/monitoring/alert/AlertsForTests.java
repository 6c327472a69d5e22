package io.opscope.monitoring.alert;

import static io.restassured.RestAssured.given;

import io.opscope.kit.testing.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A tenant of its own, and what its admin does. */
public final class AlertsForTests {

    private final String tenant = "t-" + UUID.randomUUID();

    public String tenant() {
        return tenant;
    }

    public ValidatableResponse get(String path) {
        return given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .get(path)
                .then();
    }

    public ValidatableResponse post(String path, Object body) {
        return given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    public ValidatableResponse patch(String path, Object body) {
        return given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .contentType("application/json")
                .body(body)
                .patch(path)
                .then();
    }

    public ValidatableResponse delete(String path) {
        return given().header("Authorization", Tokens.bearer(tenant, "boss", "admin"))
                .delete(path)
                .then();
    }

    public String channel(String type, Map<String, ?> settings) {
        return post("/api/v1/alerts/channels", Map.of("name", "a " + type, "type", type, "settings", settings))
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    public String webhook(Hook hook) {
        return channel("webhook", Map.of("url", hook.url("/hook?token=s3cret"), "key", "a key of this channel's"));
    }

    /** A rule, with what is usual where nothing is said. */
    public String rule(Map<String, ?> said) {
        var rule = new HashMap<String, Object>(Map.of(
                "rule_name", "a rule",
                "metric_name", "messages.failed",
                "condition", "gt",
                "threshold", 5,
                "duration", 0));
        rule.putAll(said);
        return post("/api/v1/alerts/rules", rule).statusCode(201).extract().path("data.rule_id");
    }

    public JsonPath alerts(String query) {
        return get("/api/v1/alerts" + query).statusCode(200).extract().jsonPath();
    }
}
