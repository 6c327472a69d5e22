package io.opscope.monitoring.alert.channel.discord;

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

/** A webhook of Discord. */
@ApplicationScoped
class DiscordChannel implements Channel {

    private static final int MOST_IN_TITLE = 256;
    private static final int MOST_IN_TEXT = 4_000;
    private static final Map<String, Integer> COLORS = Map.of("critical", 0xd03030, "warning", 0xe0a020);
    private static final int CALM = 0x3080d0;
    private static final int GOOD = 0x30a030;

    private final OutgoingHttp http;

    DiscordChannel(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String type() {
        return "discord";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.secretAddress("url"));
    }

    @Override
    public Outcome tell(Settings settings, Message message) {
        var color = message.status().equals("firing")
                ? COLORS.getOrDefault(message.rule().severity(), CALM)
                : GOOD;
        return http.post(
                settings.text("url"),
                Map.of("Idempotency-Key", message.deliveryId().toString()),
                Map.of(
                        "embeds",
                        List.of(Map.of(
                                "title",
                                Wording.atMost(MOST_IN_TITLE, Wording.title(message)),
                                "description",
                                Wording.atMost(MOST_IN_TEXT, Wording.body(message)),
                                "color",
                                color,
                                "timestamp",
                                message.at().toString())),
                        // Nobody is called by a name that stands in somebody's data.
                        "allowed_mentions",
                        Map.of("parse", List.of())));
    }
}
