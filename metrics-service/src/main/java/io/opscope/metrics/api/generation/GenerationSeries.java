package io.opscope.metrics.api.generation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Jobs by day, week or month, oldest first, without gaps.
 *
 * @param byCurrency what jobs in other currencies cost
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record GenerationSeries(
        String interval,
        int periodDays,
        Instant periodStart,
        Instant periodEnd,
        List<Point> data,
        String currency,
        List<CostInCurrency> byCurrency) {

    /**
     * One day, week or month, as far as the period covers it.
     *
     * @param date its first day
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Point(
            @Schema(examples = "2026-01-31") String date,
            long jobCount,
            BigDecimal cost,
            long deliveredCount,

            @Schema(description = "Successful jobs of all, in percent")
            BigDecimal successRate) {}
}
