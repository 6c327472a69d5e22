package io.opscope.monitoring.pipeline;

import io.opscope.monitoring.Unavailable;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A pipeline and how it stands. What was not told is null, and {@code unavailable} says why. */
@Schema(name = "Pipeline")
public record Pipeline(
        String id,
        String name,
        @Schema(nullable = true) @Nullable String source,
        @Schema(nullable = true) @Nullable String destination,
        @Schema(nullable = true) @Nullable RunStatus status,

        @Schema(nullable = true, description = "Why the status is no plain success") @Nullable String statusReason,

        @Schema(nullable = true, description = "When the newest run started") @Nullable Instant lastRun,

        @Schema(nullable = true, description = "Seconds that the newest run took, or goes on by now") @Nullable Double duration,

        @Schema(nullable = true, description = "Of the newest run") @Nullable Long rowsProcessed,

        @Schema(nullable = true, description = "Of the newest run") @Nullable Long errorCount,

        @Schema(nullable = true, description = "Percent of the runs listed that completed, two decimals") @Nullable Double successRate,

        @Schema(nullable = true, description = "When a run last completed") @Nullable Instant lastSuccess,

        @Schema(description = "Runs that nothing was heard of for too long, be they listed or not")
        long stuckRuns,

        @Schema(description = "The newest 20, newest first") List<Run> runs,

        @Schema(description = "The newest lines of the newest run's log, oldest first")
        List<LogLine> logs,

        List<Unavailable> unavailable) {}
