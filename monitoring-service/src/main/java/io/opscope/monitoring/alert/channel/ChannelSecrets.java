package io.opscope.monitoring.alert.channel;

import io.opscope.kit.secret.Seal;
import io.opscope.kit.secret.SealedOtherwiseException;
import io.opscope.monitoring.MonitoringProblem;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Encrypts channels' secrets, each for its tenant and channel, so that none can be put under another. */
@Singleton
class ChannelSecrets {

    private final @Nullable Seal seal;
    private final TextMap texts;

    ChannelSecrets(ChannelConfig config, TextMap texts) {
        this.seal = config.secret()
                .map(secret -> Seal.of("opscope.alerts.channels.secret", secret))
                .orElse(null);
        this.texts = texts;
    }

    byte @Nullable [] sealed(String tenant, UUID channel, Map<String, String> secrets) {
        if (secrets.isEmpty()) {
            return null;
        }
        if (seal == null) {
            throw MonitoringProblem.noChannelSecret();
        }
        return seal.sealed(owner(tenant, channel), texts.written(secrets).getBytes(StandardCharsets.UTF_8));
    }

    /** The secrets; empty when they were sealed with another key, or for another channel. */
    Optional<Map<String, String>> opened(String tenant, UUID channel, byte @Nullable [] sealed) {
        if (sealed == null) {
            return Optional.of(Map.of());
        }
        if (seal == null) {
            return Optional.empty();
        }
        try {
            var plain = seal.opened(owner(tenant, channel), sealed);
            return Optional.of(texts.read(new String(plain, StandardCharsets.UTF_8)));
        } catch (SealedOtherwiseException e) {
            return Optional.empty();
        }
    }

    private static String owner(String tenant, UUID channel) {
        return channel + " of " + tenant;
    }
}
