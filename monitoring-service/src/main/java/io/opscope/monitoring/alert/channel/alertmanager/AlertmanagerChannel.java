package io.opscope.monitoring.alert.channel.alertmanager;

import io.opscope.monitoring.alert.channel.Channel;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.channel.Outcome;
import io.opscope.monitoring.alert.channel.OutgoingHttp;
import io.opscope.monitoring.alert.channel.Setting;
import io.opscope.monitoring.alert.channel.Settings;
import io.opscope.monitoring.alert.channel.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An Alertmanager's API, version 2. It groups and silences by itself; labels are the alert's own and its rule's. It keeps
 * alerts in memory alone and takes those for over that nobody repeats, so it is told again what fires.
 */
@ApplicationScoped
class AlertmanagerChannel implements Channel {

    /** How long it believes that an alert fires of which it hears nothing more: it is repeated at least twice before. */
    private static final Duration GOOD_FOR = Duration.ofHours(1);

    private final OutgoingHttp http;

    AlertmanagerChannel(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String type() {
        return "alertmanager";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.address("url"),
                Setting.plain(
                        "username", false, "[\\x21-\\x39\\x3b-\\x7e]{1,200}", "1 to 200 characters without a colon"),
                Setting.secret("password", false, 1),
                Setting.secret("token", false, 1));
    }

    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public Outcome tell(Settings settings, Message message) {
        var headers = new LinkedHashMap<>(
                Map.of("Idempotency-Key", message.deliveryId().toString()));
        if (settings.find("token").isPresent()) {
            headers.put("Authorization", "Bearer " + settings.text("token"));
        } else if (settings.find("username").isPresent()) {
            var both = settings.text("username") + ":" + settings.or("password", "");
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        }
        var alerts =
                message.alerts().stream().map(alert -> alert(message, alert)).toList();
        return http.post(settings.text("url").replaceAll("/+$", "") + "/api/v2/alerts", headers, alerts);
    }

    private static Map<String, Object> alert(Message message, Message.Item alert) {
        var rule = message.rule();
        var labels = new LinkedHashMap<String, String>();
        // Names that Prometheus allows; a dimension called like one of ours must not take its place.
        alert.labels().forEach((name, value) -> labels.put(name.replaceAll("[^A-Za-z0-9_]|^(?=[0-9])", "_"), value));
        labels.put("alertname", rule.ruleName());
        labels.put("severity", rule.severity());
        labels.put("rule_id", rule.ruleId());
        labels.put("metric", rule.metricName());
        labels.put("tenant", message.tenant());
        labels.put("source", "opscope");
        var end = alert.resolvedAt() == null ? message.at().plus(GOOD_FOR) : alert.resolvedAt();
        return Map.of(
                "labels",
                labels,
                "annotations",
                Map.of("summary", rule.ruleName(), "description", Wording.line(rule, alert)),
                "startsAt",
                alert.firedAt().toString(),
                "endsAt",
                end.toString());
    }
}
