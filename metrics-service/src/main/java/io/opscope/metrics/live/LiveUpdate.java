package io.opscope.metrics.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is going on right now, as of one moment.
 *
 * @param activeUsers about how many users did something within the last thirty minutes
 */
@RegisterForReflection
record LiveUpdate(
        Instant timestamp,
        Jobs jobs,
        Transactions transactions,
        Revenue revenue,
        long activeUsers,
        List<RecentJob> recentJobs) {

    /** Jobs by the time they were created; the last hour is the last sixty minutes, the first of them whole. */
    @RegisterForReflection
    record Jobs(JobFigures today, JobFigures lastHour) {}

    /** @param successRate successes of all, 0 to 100 */
    @RegisterForReflection
    record JobFigures(long total, long successful, long failed, long inProgress, BigDecimal successRate) {}

    /** Today's transactions by what became of them, and the newest twenty. */
    @RegisterForReflection
    record Transactions(long completed, long pending, long failed, List<RecentTransaction> recent) {}

    @RegisterForReflection
    record RecentTransaction(
            String id,
            @Nullable String userId,
            String status,
            @Nullable BigDecimal amount,
            String currency,
            @Nullable String method,
            Instant createdAt) {}

    /** Money of successful transactions in the reporting currency; the last hour as for jobs. */
    @RegisterForReflection
    record Revenue(String currency, BigDecimal lastHour, BigDecimal today) {}

    /**
     * One of the newest jobs; what it does not tell is null.
     *
     * @param tool its id
     * @param toolName as the directory calls the tool, else its id
     */
    @RegisterForReflection
    record RecentJob(
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

    /** Something that somebody did. */
    @RegisterForReflection
    record NewActivity(
            String id,
            Instant at,
            @Nullable String userId,
            @Nullable String action,
            @Nullable String resource,
            @Nullable String detail) {}

    /** What a client sends; only the event matters. */
    @RegisterForReflection
    record Request(@Nullable String event, @Nullable JsonNode data) {}
}
