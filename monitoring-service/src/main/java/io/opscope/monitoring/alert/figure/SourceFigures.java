package io.opscope.monitoring.alert.figure;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.monitoring.watch.DataSource;
import io.opscope.monitoring.watch.Status;
import io.opscope.monitoring.watch.WatchQueries;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The databases under watch, each a group of its own, labelled {@code source}. */
@ApplicationScoped
class SourceFigures implements FigureSource {

    private static final Map<String, Function<DataSource, OptionalDouble>> METRICS = new TreeMap<>(Map.of(
            "source_down",
            source -> source.status() == Status.UNKNOWN
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(source.status() == Status.DOWN ? 1 : 0),
            "source_unwell",
            source -> source.status() == Status.UNKNOWN
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(source.status() == Status.HEALTHY ? 0 : 1),
            "source_response_time_ms",
            source -> maybe(source.responseTime()),
            "source_connections",
            source -> maybe(source.connections()),
            "source_connections_percent",
            SourceFigures::connectionsPercent,
            "source_errors",
            source -> OptionalDouble.of(source.errors()),
            "source_database_size_bytes",
            source -> maybe(source.databaseSizeBytes()),
            "source_cpu_percent",
            source -> maybe(source.metrics().cpu()),
            "source_memory_percent",
            source -> maybe(source.metrics().memory()),
            "source_disk_percent",
            source -> maybe(source.metrics().disk())));

    static {
        METRICS.put(
                "source_queries_per_second", source -> maybe(source.metrics().queries()));
        METRICS.put(
                "source_age_seconds",
                source -> source.freshness() == null
                        ? OptionalDouble.empty()
                        : maybe(source.freshness().ageSeconds()));
    }

    private final WatchQueries watch;

    SourceFigures(WatchQueries watch) {
        this.watch = watch;
    }

    @Override
    public Map<String, Figures> ask(String tenant, List<Asked> questions) {
        var caughtUp = watch.hasCaughtUp();
        var sources =
                watch.all(new Scope(tenant, "alerts", Set.of(Roles.VIEWER))).data();
        var answers = new HashMap<String, Figures>();
        for (var question : questions) {
            var metric = METRICS.get(question.metric());
            if (metric == null) {
                answers.put(question.id(), Figures.none("There is no such metric"));
            } else if (!caughtUp) {
                // a source that has not been read yet is not one that is gone
                answers.put(question.id(), Figures.none("The sources have not been read yet"));
            } else {
                answers.put(question.id(), Figures.ofAll(groups(sources, metric)));
            }
        }
        return answers;
    }

    private static List<Figures.Group> groups(List<DataSource> sources, Function<DataSource, OptionalDouble> metric) {
        return sources.stream()
                .map(source -> new Figures.Group(Map.of("source", source.id()), metric.apply(source)))
                .toList();
    }

    @Override
    public List<String> names() {
        return List.copyOf(METRICS.keySet());
    }

    private static OptionalDouble connectionsPercent(DataSource source) {
        var limit = source.connectionLimit();
        var connections = source.connections();
        return limit == null || connections == null || limit == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(100.0 * connections / limit);
    }

    private static OptionalDouble maybe(@Nullable Number number) {
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number.doubleValue());
    }
}
