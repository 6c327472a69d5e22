package io.opscope.monitoring.alert.channel.webhook;

import io.opscope.monitoring.alert.channel.Channel;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.channel.Outcome;
import io.opscope.monitoring.alert.channel.OutgoingHttp;
import io.opscope.monitoring.alert.channel.Setting;
import io.opscope.monitoring.alert.channel.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Any program's address: the message itself, signed together with the moment it was sent. */
@ApplicationScoped
class WebhookChannel implements Channel {

    private static final int SHORTEST_KEY = 16;

    private final OutgoingHttp http;

    WebhookChannel(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String type() {
        return "webhook";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.secretAddress("url"), Setting.secret("key", true, SHORTEST_KEY));
    }

    @Override
    public Outcome tell(Settings settings, Message message) {
        var body = http.written(message);
        var seconds = Long.toString(Instant.now().getEpochSecond());
        var headers = Map.of(
                "Idempotency-Key",
                message.deliveryId().toString(),
                "Opscope-Timestamp",
                seconds,
                "Opscope-Signature",
                "sha256=" + signature(settings.text("key"), seconds + "." + body));
        return http.post(settings.text("url"), headers, "application/json", body);
    }

    static String signature(String key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", e);
        }
    }
}
