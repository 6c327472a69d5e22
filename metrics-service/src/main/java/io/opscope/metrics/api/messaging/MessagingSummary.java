package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opscope.metrics.live.Unavailable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Messaging at a glance.
 *
 * @param timestamp as of when messages are counted
 * @param previous what to compare today's messages with: yesterday's up to the same time
 * @param degraded whether something is null that could not be read
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MessagingSummary(
        Instant timestamp,
        Messages messages,
        Campaigns campaigns,
        Previous previous,
        HostReadings system,
        boolean degraded) {

    static MessagingSummary of(Counted counted, HostReadings system) {
        return new MessagingSummary(
                counted.timestamp(),
                counted.messages(),
                counted.campaigns(),
                counted.previous(),
                system,
                !system.unavailable().isEmpty());
    }

    /** What is counted of messages, and kept for a moment. */
    @RegisterForReflection
    record Counted(Instant timestamp, Messages messages, Campaigns campaigns, Previous previous) {}

    /** Messages by when they were submitted. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Messages(
            long totalToday,
            long lastHour,

            @Schema(description = "A second, over the last minute")
            BigDecimal currentTps,

            @Schema(description = "Delivered of today's, in percent")
            BigDecimal deliveryRate,

            @Schema(description = "Seconds, of today's that have arrived")
            BigDecimal avgDeliveryTime) {}

    /** @param active campaigns with a message within the last hour */
    record Campaigns(long active) {}

    /**
     * Messages of the day before, as far as today has come.
     *
     * @param exact whether it is exactly as long as today is so far
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Previous(
            long total,
            BigDecimal deliveryRate,
            BigDecimal avgDeliveryTime,
            Instant from,
            Instant until,
            boolean exact) {}

    /** What the replicas say of their machines; null with a reason where none can tell. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record HostReadings(
            @Schema(description = "Percent of all processors' time over some seconds") @Nullable BigDecimal cpuUsage,

            @Schema(description = "Percent") @Nullable BigDecimal memoryUsage,

            @Schema(description = "Percent of the fullest disk that a replica works on") @Nullable BigDecimal diskUsage,

            @Schema(description = "Clients' connections that are open at this moment") @Nullable Long activeConnections,

            List<Unavailable> unavailable) {}
}
