package io.opscope.monitoring.alert;

import io.opscope.kit.sql.Database;
import io.opscope.kit.testing.Tokens;
import io.opscope.monitoring.alert.channel.Message;
import io.restassured.RestAssured;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Alerts and what belongs to them, there for tests to be found. */
@ApplicationScoped
public class PlantedAlerts {

    private final Database db;
    private final AlertStore alerts;

    PlantedAlerts(Database db, AlertStore alerts) {
        this.db = db;
        this.alerts = alerts;
    }

    /** One that fires, about a user's records. */
    public String alert(String tenant, String user, String word) {
        var scope = Turn.scope(tenant);
        var rule = new Message.About("planted", word, "jobs.failed", "gt", 0, "info");
        var now = Instant.now();
        return db.write(scope, tx -> {
                    var id = alerts.open(tx, scope, rule, Map.of("user_id", user), 1.0, now);
                    return alerts.change(
                            tx, scope, id, rule, "firing", 1.0, null, new Telling.Noted(now, List.of()), now);
                })
                .id()
                .toString();
    }

    public String silence(String tenant, String word) {
        return made(
                tenant,
                "/api/v1/alerts/silences",
                Map.of("ends_at", Instant.now().plusSeconds(600).toString(), "comment", word),
                "data.id");
    }

    public String channel(String tenant, String word) {
        return made(
                tenant,
                "/api/v1/alerts/channels",
                Map.of(
                        "name",
                        word,
                        "type",
                        "webhook",
                        "settings",
                        Map.of("url", "http://127.0.0.1:9/" + word, "key", "0123456789abcdef")),
                "data.id");
    }

    /** One that is switched off, so that it stays as it is. */
    public String rule(String tenant, String word) {
        return made(
                tenant,
                "/api/v1/alerts/rules",
                Map.of(
                        "rule_id",
                        "r" + UUID.randomUUID(),
                        "rule_name",
                        word,
                        "metric_name",
                        "jobs.failed",
                        "condition",
                        "gt",
                        "threshold",
                        0,
                        "enabled",
                        false),
                "data.rule_id");
    }

    private static String made(String tenant, String path, Map<String, ?> body, String id) {
        return RestAssured.given()
                .header("Authorization", Tokens.bearer(tenant, "planter", "admin"))
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path(id);
    }
}
