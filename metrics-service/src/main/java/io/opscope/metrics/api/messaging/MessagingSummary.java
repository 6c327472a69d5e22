package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Messaging at a glance.
 *
 * @param previous what to compare today's messages with: yesterday's up to the same time
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MessagingSummary(
        Instant timestamp, Messages messages, Campaigns campaigns, Previous previous, HostReadings system) {

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

    /** What the host says; null with a reason where nobody can tell. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record HostReadings(
            @Nullable BigDecimal cpuUsage,
            @Nullable BigDecimal memoryUsage,
            @Nullable BigDecimal diskUsage,
            @Nullable Long activeConnections,
            List<Unavailable> unavailable) {}

    /** Why a figure is null. */
    record Unavailable(String field, String reason) {}
}
