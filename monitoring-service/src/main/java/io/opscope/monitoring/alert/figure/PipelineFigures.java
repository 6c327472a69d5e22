package io.opscope.monitoring.alert.figure;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.pipeline.Pipeline;
import io.opscope.monitoring.pipeline.PipelineQueries;
import io.opscope.monitoring.pipeline.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pipelines, each a group of its own, labelled {@code pipeline}. What nobody told of one is no data. */
@ApplicationScoped
class PipelineFigures implements FigureSource {

    private static final Map<String, Function<Pipeline, OptionalDouble>> METRICS = new TreeMap<>(Map.of(
            "pipeline_failed",
            pipeline -> is(pipeline, RunStatus.ERROR),
            "pipeline_warning",
            pipeline -> is(pipeline, RunStatus.WARNING),
            "pipeline_stuck_runs",
            pipeline -> OptionalDouble.of(pipeline.stuckRuns()),
            "pipeline_success_age_seconds",
            pipeline -> secondsSince(pipeline.lastSuccess()),
            "pipeline_success_rate_percent",
            pipeline -> maybe(pipeline.successRate()),
            "pipeline_duration_seconds",
            pipeline -> maybe(pipeline.duration()),
            "pipeline_rows",
            pipeline -> maybe(pipeline.rowsProcessed()),
            "pipeline_errors",
            pipeline -> maybe(pipeline.errorCount())));

    private final PipelineQueries pipelines;

    PipelineFigures(PipelineQueries pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    public Map<String, Figures> ask(String tenant, List<Asked> questions) {
        var answers = new HashMap<String, Figures>();
        try {
            var all = pipelines.watched(new Scope(tenant, "alerts", Set.of(Roles.VIEWER)));
            questions.forEach(question -> answers.put(question.id(), figures(all, question.metric())));
        } catch (SqlFailedException e) {
            questions.forEach(question ->
                    answers.put(question.id(), Figures.none("How pipelines stand cannot be read: " + e.getMessage())));
        }
        return answers;
    }

    @Override
    public List<String> names() {
        return List.copyOf(METRICS.keySet());
    }

    private static Figures figures(List<Pipeline> all, String name) {
        var metric = METRICS.get(name);
        return metric == null
                ? Figures.none("There is no such metric")
                : Figures.ofAll(all.stream()
                        .map(pipeline -> new Figures.Group(Map.of("pipeline", pipeline.id()), metric.apply(pipeline)))
                        .toList());
    }

    private static OptionalDouble is(Pipeline pipeline, RunStatus status) {
        return pipeline.status() == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(pipeline.status() == status ? 1 : 0);
    }

    private static OptionalDouble secondsSince(@Nullable Instant moment) {
        return moment == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.max(0, Duration.between(moment, Instant.now()).toMillis()) / 1_000.0);
    }

    private static OptionalDouble maybe(@Nullable Number number) {
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
    }
}
