package io.opscope.monitoring.alert.channel.slack;

import io.opscope.monitoring.alert.channel.Channel;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.channel.Outcome;
import io.opscope.monitoring.alert.channel.OutgoingHttp;
import io.opscope.monitoring.alert.channel.Setting;
import io.opscope.monitoring.alert.channel.Settings;
import io.opscope.monitoring.alert.channel.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** An incoming webhook of Slack. */
@ApplicationScoped
class SlackChannel implements Channel {

    private static final int MOST_CHARACTERS = 3_000;
    private static final Map<String, String> COLORS =
            Map.of("critical", "#d03030", "warning", "#e0a020", "info", "#3080d0");

    private final OutgoingHttp http;

    SlackChannel(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String type() {
        return "slack";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.secretAddress("url"));
    }

    @Override
    public Outcome tell(Settings settings, Message message) {
        var title = Wording.title(message);
        var color = message.status().equals("firing")
                ? COLORS.getOrDefault(message.rule().severity(), "#3080d0")
                : "#30a030";
        return http.post(
                settings.text("url"),
                Map.of("Idempotency-Key", message.deliveryId().toString()),
                Map.of(
                        "text",
                        escaped(title),
                        "attachments",
                        List.of(Map.of(
                                "color",
                                color,
                                "fallback",
                                escaped(title),
                                "text",
                                Wording.atMost(MOST_CHARACTERS, escaped(Wording.body(message)))))));
    }

    /** As Slack asks for it; so a name of somebody's cannot call a whole channel or hide where a link leads. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
