package io.opscope.monitoring.pipeline;

import io.opscope.monitoring.pipeline.run.Kind;
import io.opscope.monitoring.pipeline.run.RunState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a run, or a pipeline, stands at a moment.
 *
 * @param status null when nothing that came says anything about it
 * @param reason why it is no plain success; null when it is
 */
record Standing(@Nullable RunStatus status, @Nullable String reason) {

    private static final Standing SUCCESS = new Standing(RunStatus.SUCCESS, null);
    private static final Standing RUNNING = new Standing(RunStatus.RUNNING, null);
    private static final Standing UNKNOWN = new Standing(null, null);

    /** Of a run that nothing was heard of for longer than {@code stuckAfter}, it is not believed that it goes on. */
    static Standing ofRun(RunState run, Instant now, Duration stuckAfter) {
        var end = run.end();
        if (end == null) {
            return isStuck(run, now, stuckAfter)
                    ? new Standing(RunStatus.WARNING, "Stuck: nothing was heard of it since " + run.lastAt())
                    : run.isTold() ? RUNNING : UNKNOWN;
        }
        return switch (ofEnded(run)) {
            case ERROR -> new Standing(RunStatus.ERROR, end.kind() == Kind.FAIL ? "It failed" : "It was aborted");
            case WARNING -> new Standing(RunStatus.WARNING, "It ended with " + run.errors() + " errors");
            default -> SUCCESS;
        };
    }

    /** The status of a run that has ended. */
    static RunStatus ofEnded(RunState run) {
        var end = run.end();
        if (end == null || end.kind() != Kind.COMPLETE) {
            return RunStatus.ERROR;
        }
        var errors = run.errors();
        return errors != null && errors > 0 ? RunStatus.WARNING : RunStatus.SUCCESS;
    }

    static boolean isStuck(RunState run, Instant now, Duration stuckAfter) {
        return run.end() == null && run.isTold() && run.lastAt().isBefore(now.minus(stuckAfter));
    }

    /**
     * How a pipeline stands: an error when its last run is one; else a warning when a run is stuck, no run has succeeded
     * for too long, or the last one has errors; else as its last run.
     *
     * @param last how the last run stands; null when there is none
     * @param stuckRuns how many of its runs are stuck, be they among the newest or not
     */
    static Standing ofPipeline(
            Registered pipeline, @Nullable Standing last, @Nullable Instant succeededAt, long stuckRuns, Instant now) {
        if (last != null && last.status == RunStatus.ERROR) {
            return new Standing(RunStatus.ERROR, "The last run: " + last.reason);
        }
        if (stuckRuns > 0) {
            return new Standing(RunStatus.WARNING, stuckRuns == 1 ? "A run is stuck" : stuckRuns + " runs are stuck");
        }
        var within = pipeline.successWithin();
        var since = succeededAt == null ? pipeline.registeredAt() : succeededAt;
        if (within != null && since.isBefore(now.minus(within))) {
            return new Standing(
                    RunStatus.WARNING, "No run has succeeded since " + since + "; declared is one every " + within);
        }
        if (last == null) {
            return UNKNOWN;
        }
        return last.status == RunStatus.WARNING ? new Standing(last.status, "The last run: " + last.reason) : last;
    }
}
