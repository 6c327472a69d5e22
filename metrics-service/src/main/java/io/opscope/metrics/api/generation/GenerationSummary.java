package io.opscope.metrics.api.generation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Jobs of a period at a glance.
 *
 * @param totalCost in {@code currency}; a job's cost is its actual one, else the estimated one
 * @param byCurrency what jobs in other currencies cost; currencies are never added up
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record GenerationSummary(
        long totalJobs,
        @Schema(description = "By status in lower case") Map<String, Long> jobsByStatus,
        Map<String, Long> jobsByProvider,
        Map<String, Long> jobsByStrategy,
        BigDecimal totalCost,

        @Schema(description = "Seconds, over jobs that have a start and an end")
        BigDecimal avgGenerationTime,

        @Schema(description = "Successful jobs of all, in percent")
        BigDecimal successRate,

        Instant periodStart,
        Instant periodEnd,
        String currency,
        List<CostInCurrency> byCurrency) {}
