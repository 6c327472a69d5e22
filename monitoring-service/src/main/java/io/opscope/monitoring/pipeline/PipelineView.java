package io.opscope.monitoring.pipeline;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.pipeline.run.Kind;
import io.opscope.monitoring.pipeline.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the tables know of a pipeline, from which its answer is made for any moment.
 *
 * @param succeededAt when a run last completed; null when none has
 * @param runs the newest, newest first
 * @param logs of the newest run
 */
record PipelineView(
        Registered pipeline, @Nullable Instant succeededAt, long stuckRuns, List<KnownRun> runs, List<LogLine> logs) {

    private static final double HUNDREDTHS = 100;

    /** A run by its id. */
    record KnownRun(String runId, RunState state) {}

    /** @param usual after how long a run is stuck where its pipeline declares nothing */
    Pipeline at(Instant now, Duration usual) {
        var stuckAfter = pipeline.stuckAfter() == null ? usual : pipeline.stuckAfter();
        var shown = runs.stream()
                .map(run -> Run.of(run.runId(), run.state(), now, stuckAfter))
                .toList();
        var newest = shown.isEmpty() ? null : shown.get(0);
        var last = newest == null ? null : new Standing(newest.status(), newest.statusReason());
        var standing = Standing.ofPipeline(pipeline, last, succeededAt, stuckRuns, now);
        var source = or(pipeline.source(), state -> state.inputs().names());
        var destination = or(pipeline.destination(), state -> state.outputs().names());
        return new Pipeline(
                pipeline.id(),
                pipeline.name(),
                source,
                destination,
                standing.status(),
                standing.reason(),
                newest == null ? null : newest.timestamp(),
                newest == null ? null : newest.duration(),
                newest == null ? null : newest.rows(),
                newest == null ? null : newest.errorCount(),
                successRate(),
                succeededAt,
                stuckRuns,
                shown,
                logs,
                unavailable(newest, source, destination, standing));
    }

    /** What an admin said, else what the newest run that has anything to say about it said. */
    private @Nullable String or(@Nullable String declared, Function<RunState, List<String>> told) {
        if (declared != null) {
            return declared;
        }
        return runs.stream()
                .map(run -> told.apply(run.state()))
                .filter(names -> !names.isEmpty())
                .map(names -> String.join(", ", names))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Double successRate() {
        if (runs.isEmpty()) {
            return null;
        }
        var completed = runs.stream().filter(run -> isCompleted(run.state())).count();
        return Math.round(completed * 100 * HUNDREDTHS / runs.size()) / HUNDREDTHS;
    }

    private static boolean isCompleted(RunState state) {
        var end = state.end();
        return end != null && end.kind() == Kind.COMPLETE;
    }

    private List<Unavailable> unavailable(
            @Nullable Run newest, @Nullable String source, @Nullable String destination, Standing standing) {
        var missing = new ArrayList<Unavailable>();
        var declare = "Declare it: PUT /api/v1/pipelines/" + pipeline.id();
        if (source == null) {
            missing.add(new Unavailable("source", "Nobody said where its data comes from", declare));
        }
        if (destination == null) {
            missing.add(new Unavailable("destination", "Nobody said where its data goes", declare));
        }
        if (succeededAt == null) {
            missing.add(new Unavailable("lastSuccess", "No run has completed", "Send COMPLETE when a run has"));
        }
        if (newest == null) {
            for (var field : List.of("lastRun", "duration", "rowsProcessed", "errorCount", "successRate")) {
                missing.add(noRun(field));
            }
        } else {
            missing.addAll(ofNewest(newest));
        }
        if (standing.status() == null) {
            missing.add(noRun("status"));
        }
        return List.copyOf(missing);
    }

    private Unavailable noRun(String field) {
        return new Unavailable(
                field,
                "Nothing is known of any run's course",
                "Send its runs: POST /api/v1/pipelines/" + pipeline.id() + "/runs, or /api/v1/lineage");
    }

    private static List<Unavailable> ofNewest(Run newest) {
        var missing = new ArrayList<Unavailable>();
        for (var one : newest.unavailable()) {
            switch (one.field()) {
                case "duration", "errorCount" -> missing.add(one);
                case "rows" -> missing.add(new Unavailable("rowsProcessed", one.reason(), one.remedy()));
                default -> {}
            }
        }
        return missing;
    }
}
