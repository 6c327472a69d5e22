package io.opscope.metrics.api.generation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What jobs cost, in one currency.
 *
 * @param mostExpensiveJobs at most ten, the dearest first
 * @param byCurrency what jobs in other currencies cost; they are in no other figure here
 * @param mostExpensiveSince jobs before it are gone, so that none of them is among the most expensive ones; null when the
 *     period's jobs are all there
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CostBreakdown(
        BigDecimal totalCost,
        Map<String, Cost> costByProvider,
        Map<String, Cost> costByStrategy,
        List<ExpensiveJob> mostExpensiveJobs,
        int periodDays,
        Instant periodStart,
        Instant periodEnd,
        String currency,
        List<CostInCurrency> byCurrency,
        @Nullable Instant mostExpensiveSince) {

    /** What the jobs of one provider or strategy cost. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Cost(BigDecimal totalCost, BigDecimal avgCostPerJob, long jobCount) {}

    /** One of the dearest jobs. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ExpensiveJob(
            String jobId,
            BigDecimal cost,
            @Nullable String provider,
            @Nullable String strategy,
            Instant createdAt,
            String status) {}
}
