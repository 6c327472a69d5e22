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
 * What somebody is told: what one evaluation of one rule changed, all its groups together.
 *
 * @param deliveryId the same each time the same is told again, so that nobody has to act on it twice
 * @param status {@code firing} when anything is, else {@code resolved}; {@code test} when nothing is the matter
 */
@RegisterForReflection
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Message(UUID deliveryId, String tenant, String status, Instant at, About rule, List<Item> alerts) {

    public Message {
        alerts = List.copyOf(alerts);
    }

    /** The same for another channel. */
    public Message as(UUID delivery) {
        return new Message(delivery, tenant, status, at, rule, alerts);
    }

    /** The rule. */
    @RegisterForReflection
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record About(
            String ruleId, String ruleName, String metricName, String condition, double threshold, String severity) {}

    /**
     * One alert.
     *
     * @param state {@code firing} or {@code resolved}
     * @param isReminder whether it was told before
     * @param value null when there is no data
     * @param ending why it is over, when it is not for a good value
     */
    @RegisterForReflection
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Item(
            UUID alertId,
            String state,
            boolean isReminder,
            Map<String, String> labels,
            @Nullable Double value,
            Instant firedAt,
            @Nullable Instant resolvedAt,
            @Nullable String ending) {}
}
