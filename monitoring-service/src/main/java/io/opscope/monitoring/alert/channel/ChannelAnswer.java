package io.opscope.monitoring.alert.channel;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A channel as it is shown.
 *
 * @param settings those that are no secret
 * @param secrets names of those that are, and are kept
 */
@RegisterForReflection
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ChannelAnswer(
        UUID id,
        String name,
        String type,
        Map<String, String> settings,
        List<String> secrets,
        boolean enabled,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        Deliveries deliveries) {

    /**
     * How telling it went, as far back as that is kept.
     *
     * @param givenUp that were refused, or could not be made for a day
     * @param lastError of the latest one that is not delivered; null when there is none
     */
    @RegisterForReflection
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Deliveries(
            long waiting,
            long delivered,
            long givenUp,
            @Nullable Instant lastDelivered,
            @Nullable String lastError) {

        static final Deliveries NONE = new Deliveries(0, 0, 0, null, null);
    }

    static ChannelAnswer of(StoredChannel channel, List<String> secrets, Deliveries deliveries) {
        var trace = channel.trace();
        return new ChannelAnswer(
                channel.id(),
                channel.name(),
                channel.type(),
                channel.settings(),
                secrets,
                channel.isEnabled(),
                trace.createdBy(),
                trace.createdAt(),
                trace.changedBy(),
                trace.changedAt(),
                deliveries);
    }
}
