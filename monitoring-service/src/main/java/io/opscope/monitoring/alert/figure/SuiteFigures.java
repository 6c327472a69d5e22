package io.opscope.monitoring.alert.figure;

import io.opscope.kit.reading.DatabaseReading;
import io.opscope.kit.reading.EndpointReading;
import io.opscope.kit.reading.Readings;
import io.opscope.kit.reading.SuiteReading;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The suite itself, as its replicas say of themselves. */
@ApplicationScoped
class SuiteFigures implements FigureSource {

    private static final String NOBODY = "No replica of the suite has said anything of itself for 15 s";

    private static final Map<String, Function<SuiteReading, OptionalDouble>> METRICS = new TreeMap<>(Map.of(
            "cpu_usage_percent",
            SuiteReading::cpuPercent,
            "memory_usage_percent",
            SuiteReading::memoryPercent,
            "disk_usage_percent",
            SuiteReading::diskPercent,
            "active_connections",
            suite -> counted(suite.connections()),
            "queue_depth",
            suite -> counted(suite.queueDepth()),
            "network_throughput_mbps",
            SuiteReading::networkMegabitsPerSecond,
            "response_time_ms",
            suite -> ofRequests(suite, EndpointReading::meanMillis),
            "response_time_p95_ms",
            suite -> ofRequests(suite, requests -> requests.percentileMillis(95)),
            "error_rate_percent",
            suite -> ofRequests(suite, EndpointReading::errorPercent),
            "db_active_connections",
            suite -> ofDatabase(suite, DatabaseReading::activeConnections)));

    private final Readings readings;

    SuiteFigures(Readings readings) {
        this.readings = readings;
    }

    @Override
    public Map<String, Figures> ask(String tenant, List<Asked> questions) {
        var suite = readings.suite();
        var answers = new HashMap<String, Figures>();
        for (var question : questions) {
            answers.put(question.id(), suite.isEmpty() ? Figures.none(NOBODY) : answer(suite, question));
        }
        return answers;
    }

    @Override
    public List<String> names() {
        return List.copyOf(METRICS.keySet());
    }

    private static Figures answer(SuiteReading suite, Asked question) {
        var metric = METRICS.get(question.metric());
        return metric == null ? Figures.none("There is no such metric") : Figures.of(metric.apply(suite));
    }

    private static OptionalDouble counted(OptionalLong count) {
        return count.isPresent() ? OptionalDouble.of(count.getAsLong()) : OptionalDouble.empty();
    }

    private static OptionalDouble ofRequests(SuiteReading suite, ToDoubleFunction<EndpointReading> figure) {
        var requests = suite.requests();
        return requests.count() == 0 ? OptionalDouble.empty() : OptionalDouble.of(figure.applyAsDouble(requests));
    }

    private static OptionalDouble ofDatabase(SuiteReading suite, ToDoubleFunction<DatabaseReading> figure) {
        return suite.database()
                .map(database -> OptionalDouble.of(figure.applyAsDouble(database)))
                .orElseGet(OptionalDouble::empty);
    }
}
