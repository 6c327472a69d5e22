package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How something went over time, without gaps. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record TrendSeries(
        String metricName, String granularity, List<DataPoint> dataPoints, Spread statistics, Direction trend) {

    /** @param timestamp when the bucket begins; the running one is the last */
    record DataPoint(Instant timestamp, BigDecimal value) {}

    /** Of the buckets that are over. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Spread(BigDecimal minValue, BigDecimal maxValue, BigDecimal avgValue, BigDecimal stdDev) {}

    /** Of the buckets that are over, by a robust slope. */
    record Direction(
            @Schema(description = "up, down or stable") String direction,

            @Schema(description = "From the start of the fitted line to its end")
            BigDecimal percentage) {}
}
