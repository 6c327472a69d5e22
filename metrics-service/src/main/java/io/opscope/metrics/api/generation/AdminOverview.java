package io.opscope.metrics.api.generation;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole tenant at a glance.
 *
 * @param totalUsers that the directory has
 * @param activeUsers that created a job in the period
 * @param byCurrency what jobs in other currencies cost
 * @param usersSince jobs before it are gone, so that users were counted from then on; null when the period's jobs are all
 *     there
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record AdminOverview(
        long totalJobs,
        BigDecimal totalCost,
        long totalUsers,
        long activeUsers,
        Map<String, Long> jobsByStatus,
        List<TopUser> topUsers,
        Map<String, Long> providerUsage,
        int periodDays,
        Instant periodStart,
        Instant periodEnd,
        String currency,
        List<CostInCurrency> byCurrency,
        @Nullable Instant usersSince) {

    /**
     * One of the users with most jobs.
     *
     * @param email null when the directory has none
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record TopUser(String userId, @Nullable String email, long jobCount, BigDecimal totalCost) {}
}
