package io.opscope.monitoring.alert.channel.sms;

import io.opscope.monitoring.alert.channel.Channel;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.channel.Outcome;
import io.opscope.monitoring.alert.channel.OutgoingHttp;
import io.opscope.monitoring.alert.channel.Setting;
import io.opscope.monitoring.alert.channel.Settings;
import io.opscope.monitoring.alert.channel.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One telephone, by an HTTP gateway that takes a number and a text, as JSON or as a form. One number a channel, so that a
 * gateway that fails for one does not have the others told twice.
 */
@ApplicationScoped
class SmsChannel implements Channel {

    private static final int MOST_CHARACTERS = 160;
    private static final String FIELD = "[A-Za-z_][A-Za-z0-9_]{0,62}";

    private final OutgoingHttp http;

    SmsChannel(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String type() {
        return "sms";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.secretAddress("url"),
                Setting.secret("token", false, 1),
                Setting.plain("to", true, "\\+?[0-9]{3,20}", "a telephone number, such as +491701234567"),
                Setting.plain("from", false, "[A-Za-z0-9+ ]{1,20}", "a sender of at most 20 letters and digits"),
                Setting.plain("format", false, "json|form", "json or form"),
                Setting.plain("to_field", false, FIELD, "the name of a field"),
                Setting.plain("from_field", false, FIELD, "the name of a field"),
                Setting.plain("text_field", false, FIELD, "the name of a field"));
    }

    @Override
    public Outcome tell(Settings settings, Message message) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(settings.or("to_field", "to"), settings.text("to"));
        if (settings.find("from").isPresent()) {
            fields.put(settings.or("from_field", "from"), settings.text("from"));
        }
        fields.put(settings.or("text_field", "text"), text(message));
        var headers = new LinkedHashMap<>(
                Map.of("Idempotency-Key", message.deliveryId().toString()));
        if (settings.find("token").isPresent()) {
            headers.put("Authorization", "Bearer " + settings.text("token"));
        }
        return settings.or("format", "json").equals("form")
                ? http.post(settings.text("url"), headers, "application/x-www-form-urlencoded", form(fields))
                : http.post(settings.text("url"), headers, fields);
    }

    private static String text(Message message) {
        return Wording.atMost(MOST_CHARACTERS, (Wording.title(message) + "\n" + Wording.body(message)).strip());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
