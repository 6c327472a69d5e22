package io.opscope.metrics.query;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Messages that were submitted within the last seconds. */
@RegisterForReflection
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RealtimeMessages(
        Instant timestamp,
        int windowSeconds,
        long totalMessages,
        long messagesDelivered,
        long messagesFailed,

        @Schema(description = "Neither delivered nor failed nor cancelled yet")
        long messagesPending,

        @Schema(description = "Total by the seconds of the window")
        BigDecimal messagesPerSecond,

        @Schema(description = "Delivered of all, in percent")
        BigDecimal deliveryRatePercent,

        @Schema(description = "Over messages that have arrived, from submission on")
        BigDecimal avgDeliveryTimeSeconds,

        @Schema(description = "Within 1 %") BigDecimal p95DeliveryTimeSeconds,
        @Schema(description = "Within 1 %") BigDecimal p99DeliveryTimeSeconds) {}
