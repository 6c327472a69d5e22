package io.opscope.monitoring.pipeline;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.pipeline.run.End;
import io.opscope.monitoring.pipeline.run.RunState;
import io.opscope.monitoring.pipeline.run.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A run and how it stands. What was not told is null, and {@code unavailable} says why. */
@Schema(name = "PipelineRun")
public record Run(
        String runId,

        @Schema(description = "When it started or, while that is not known, the time of its earliest event")
        Instant timestamp,

        @Schema(nullable = true) @Nullable Instant startTime,

        @Schema(nullable = true) @Nullable Instant endTime,

        @Schema(nullable = true) @Nullable RunStatus status,

        @Schema(nullable = true, description = "Why the status is no plain success") @Nullable String statusReason,

        @Schema(nullable = true, description = "Seconds; of a run that goes on, up to now") @Nullable Double duration,

        @Schema(nullable = true) @Nullable Long rows,

        @Schema(nullable = true) @Nullable Long bytes,

        @Schema(nullable = true) @Nullable Long errorCount,

        @Schema(
                nullable = true,
                enumeration = {"Scheduled", "Manual", "API", "Event"})
        @Nullable String triggeredBy,

        @Schema(description = "The last sign of life") Instant lastEventTime,

        @Schema(nullable = true, description = "The time it was scheduled for, if a lineage event says") @Nullable Instant nominalTime,

        @Schema(nullable = true, description = "The run it is part of, if a lineage event says: namespace/job run")
        @Nullable String parent,

        List<Unavailable> unavailable) {

    private static final double MILLIS = 1000;

    static Run of(String runId, RunState state, Instant now, Duration stuckAfter) {
        var standing = Standing.ofRun(state, now, stuckAfter);
        var end = state.end();
        var began = state.began();
        return new Run(
                runId,
                state.orderAt(),
                state.startedAt(),
                end == null ? null : end.at(),
                standing.status(),
                standing.reason(),
                duration(state, now),
                state.rows(),
                state.mostBytes(),
                state.errors(),
                began == null ? null : began.trigger().word(),
                state.lastAt(),
                state.nominalAt(),
                state.parent(),
                unavailable(state, began, end));
    }

    private static @Nullable Double duration(RunState state, Instant now) {
        var start = state.startedAt();
        if (start == null) {
            return null;
        }
        var end = state.end();
        if (end != null && end.at().isBefore(start)) {
            return null;
        }
        // a sender's clock may be a little ahead
        var took = Duration.between(start, end == null ? now : end.at());
        return Math.max(0, took.toMillis()) / MILLIS;
    }

    private static List<Unavailable> unavailable(RunState state, @Nullable Told began, @Nullable End end) {
        var missing = new ArrayList<Unavailable>();
        var start = state.startedAt();
        if (start == null) {
            for (var field : List.of("startTime", "duration")) {
                missing.add(new Unavailable(field, "No START event has come", "Send one when a run begins"));
            }
        } else if (end != null && end.at().isBefore(start)) {
            missing.add(new Unavailable(
                    "duration", "By its events it ended before it started", "Set the clocks of its senders"));
        }
        if (end == null) {
            missing.add(new Unavailable("endTime", "No end has come", "Send COMPLETE, FAIL or ABORT when it ends"));
        }
        if (!state.isTold()) {
            missing.add(new Unavailable("status", "Only OTHER events have come", "Send START when a run begins"));
        }
        if (state.rows() == null) {
            missing.add(new Unavailable(
                    "rows", "No event told of rows", "Send rows, or the facet outputStatistics with rowCount"));
        }
        if (state.mostBytes() == null) {
            missing.add(
                    new Unavailable("bytes", "No event told of bytes", "Send the facet outputStatistics with size"));
        }
        if (state.errors() == null) {
            missing.add(new Unavailable(
                    "errorCount", "No event told of errors", "Send error_count, or the facet errorMessage"));
        }
        if (began == null) {
            missing.add(new Unavailable(
                    "triggeredBy", "No event told what began it", "Send triggered_by, or Airflow's run facet"));
        }
        return List.copyOf(missing);
    }
}
