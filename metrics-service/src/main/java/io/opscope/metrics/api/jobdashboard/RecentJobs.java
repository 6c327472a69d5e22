package io.opscope.metrics.api.jobdashboard;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest jobs, newest first. */
record RecentJobs(List<RecentJob> jobs) {

    /**
     * One job; what it does not tell is null.
     *
     * @param tool its id
     * @param toolName as the directory calls the tool, else its id
     * @param status as it was sent
     */
    record RecentJob(
            String id,
            @Nullable String tool,
            @Nullable String toolName,
            String status,
            @Nullable String userId,
            String createdAt,
            @Nullable String startTime,
            @Nullable String endTime,
            @Nullable BigDecimal durationSeconds,
            @Nullable BigDecimal dataVolumeMb) {}
}
