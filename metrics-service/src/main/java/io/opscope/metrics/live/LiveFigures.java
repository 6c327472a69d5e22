package io.opscope.metrics.live;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the records say is going on, as of one moment.
 *
 * @param activeUsers about how many users did something within the last thirty minutes
 */
@RegisterForReflection
public record LiveFigures(
        Instant timestamp,
        Jobs jobs,
        Transactions transactions,
        RevenueNow revenue,
        long activeUsers,
        List<NewestJob> recentJobs) {

    /** Jobs by the time they were created; the last hour is the last sixty minutes, the first of them whole. */
    @RegisterForReflection
    public record Jobs(JobFigures today, JobFigures lastHour) {}

    /** @param successRate successes of all, 0 to 100 */
    @RegisterForReflection
    public record JobFigures(long total, long successful, long failed, long inProgress, BigDecimal successRate) {}

    /** Today's transactions by what became of them, and the newest twenty. */
    @RegisterForReflection
    public record Transactions(long completed, long pending, long failed, List<RecentTransaction> recent) {}

    @RegisterForReflection
    public record RecentTransaction(
            String id,
            @Nullable String userId,
            String status,
            @Nullable BigDecimal amount,
            String currency,
            @Nullable String method,
            Instant createdAt) {}

    /** Money of successful transactions in the reporting currency; the last hour as for jobs. */
    @RegisterForReflection
    public record RevenueNow(String currency, BigDecimal lastHour, BigDecimal today) {}

    /**
     * One of the newest jobs; what it does not tell is null.
     *
     * @param tool its id
     * @param toolName as the directory calls the tool, else its id
     */
    @RegisterForReflection
    public record NewestJob(
            String id,
            @Nullable String tool,
            @Nullable String toolName,
            String status,
            @Nullable String userId,
            Instant createdAt,
            @Nullable String startTime,
            @Nullable String endTime,
            @Nullable BigDecimal durationSeconds,
            @Nullable BigDecimal dataVolumeMb) {}
}
