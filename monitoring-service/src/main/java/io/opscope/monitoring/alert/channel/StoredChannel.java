package io.opscope.monitoring.alert.channel;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel as it is kept.
 *
 * @param settings those that are no secret
 * @param sealed the secrets, encrypted; null when there are none
 */
public record StoredChannel(
        UUID id,
        String name,
        String type,
        Map<String, String> settings,
        byte @Nullable [] sealed,
        boolean isEnabled,
        Trace trace) {

    /** Who made it and who changed it last. */
    public record Trace(String createdBy, Instant createdAt, String changedBy, Instant changedAt) {}

    @Override
    public String toString() {
        return type + " channel " + id;
    }
}
