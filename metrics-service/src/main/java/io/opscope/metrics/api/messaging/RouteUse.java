package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a route does over the hours asked for; what the directory does not tell is null. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record RouteUse(
        String routeId,

        @Schema(description = "As the directory calls it, else its id")
        String routeName,

        long messages,
        BigDecimal successRatePercent,
        BigDecimal avgDeliveryTimeSeconds,
        @Schema(description = "Within 1 %") BigDecimal p95DeliveryTimeSeconds,

        @Schema(description = "Messages a second over the last minute")
        BigDecimal currentTps,

        @Nullable BigDecimal capacityTps,
        @Nullable BigDecimal utilizationPercent) {}
