package io.opscope.monitoring.application;

import io.opscope.kit.reading.EndpointReading;
import io.opscope.kit.reading.HostReading;
import io.opscope.kit.reading.ProcessReading;
import io.opscope.kit.reading.Reading;
import io.opscope.kit.reading.Readings;
import io.opscope.kit.reading.Space;
import io.opscope.kit.reading.SuiteReading;
import io.opscope.kit.tail.LogLevel;
import io.opscope.kit.tail.LogLine;
import io.opscope.kit.tail.LogSource;
import io.opscope.kit.tail.LogTail;
import io.opscope.monitoring.Uptime;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The suite itself, as its replicas lately said and logged. */
@ApplicationScoped
class SuiteApplication {

    private static final int LINES = 100;
    private static final double P95 = 95;
    private static final String NOBODY = "No replica has left readings in Redis within the last seconds";
    private static final String HAVE_REDIS =
            "Have Redis answer at OPSCOPE_REDIS_URL; readings are there some seconds later";
    private static final String OPERATORS =
            "It may tell of other tenants, so it is shown to admins of the first tenant alone";

    private final Readings readings;
    private final LogTail tail;

    SuiteApplication(Readings readings, LogTail tail) {
        this.readings = readings;
        this.tail = tail;
    }

    /**
     * How it does now.
     *
     * @param isOperator whether the caller runs the installation
     */
    Application now(boolean isOperator, Set<LogLevel> levels, Set<LogSource> sources) {
        var suite = readings.suite();
        var now = Instant.now();
        var gaps = new Gaps();
        var reason = suite.isEmpty() ? NOBODY : "No replica can read it";
        var remedy = suite.isEmpty() ? HAVE_REDIS : "Run the services on Linux and let them read /proc";
        var up = suite.upSince().map(since -> Duration.between(since, now));
        var requests = suite.isEmpty() ? Optional.<EndpointReading>empty() : Optional.of(suite.requests());
        return new Application(
                gaps.or(up.map(Uptime::text), "uptime", reason, remedy),
                up.map(Duration::toSeconds).orElse(null),
                readings.window().toSeconds(),
                gaps.or(requests.map(EndpointReading::count), "requests", reason, remedy),
                gaps.or(requests.map(EndpointReading::errors), "errors", reason, remedy),
                gaps.or(mean(requests), "avgResponseTime", suite.isEmpty() ? reason : "There were no requests", remedy),
                gaps.or(p95(requests), "p95ResponseTime", suite.isEmpty() ? reason : "There were no requests", remedy),
                gaps.or(suite.cpuPercent(), "cpu", reason, remedy),
                gaps.or(suite.memoryPercent(), "memory", reason, remedy),
                gaps.or(suite.diskPercent(), "disk", reason, remedy),
                gaps.or(suite.networkMegabitsPerSecond(), "networkMbps", reason, remedy),
                activeUsers(isOperator, gaps),
                gaps.or(suite.queueDepth(), "queueDepth", reason, remedy),
                gaps.or(known(suite, queues(suite)), "queues", reason, remedy),
                gaps.or(known(suite, pools(suite)), "pools", reason, remedy),
                gaps.or(known(suite, endpoints(suite)), "endpoints", reason, remedy),
                gaps.or(known(suite, replicas(suite, now)), "replicas", reason, remedy),
                logs(isOperator, levels, sources, gaps),
                gaps.all());
    }

    private static <T> Optional<List<T>> known(SuiteReading suite, List<T> list) {
        return suite.isEmpty() ? Optional.empty() : Optional.of(list);
    }

    private @Nullable Long activeUsers(boolean isOperator, Gaps gaps) {
        return isOperator
                ? gaps.or(
                        readings.activeUsers(),
                        "activeUsers",
                        "Redis, which counts them, does not answer in time",
                        HAVE_REDIS)
                : gaps.or(OptionalLong.empty(), "activeUsers", OPERATORS, "Ask as an admin of the first tenant");
    }

    private @Nullable List<Application.Line> logs(
            boolean isOperator, Set<LogLevel> levels, Set<LogSource> sources, Gaps gaps) {
        if (!isOperator) {
            gaps.add("logs", OPERATORS, "Ask as an admin of the first tenant");
            return null;
        }
        var lines = tail.newest(levels, sources, LINES)
                .map(all -> all.stream().map(SuiteApplication::line).toList());
        return gaps.or(
                lines,
                "logs",
                "Redis, where the replicas leave what they log, does not answer in time",
                "Have Redis answer at OPSCOPE_REDIS_URL; each service writes its log to its console as well");
    }

    private static Application.Line line(LogLine line) {
        return new Application.Line(
                line.at().toString(),
                line.level().publicName(),
                line.message(),
                new Application.Origin(
                        line.service(),
                        line.replica(),
                        line.logger(),
                        line.cause().isEmpty() ? null : line.cause()),
                line.source().publicName());
    }

    private static List<Application.Queue> queues(SuiteReading suite) {
        return suite.backlogs().stream()
                .map(backlog -> new Application.Queue(backlog.name(), backlog.depth()))
                .toList();
    }

    private static List<Application.Pool> pools(SuiteReading suite) {
        return suite.pools().stream()
                .map(pool -> new Application.Pool(pool.name(), pool.active(), pool.size()))
                .toList();
    }

    private static List<Application.Endpoint> endpoints(SuiteReading suite) {
        return suite.endpoints().stream()
                .map(one -> new Application.Endpoint(
                        one.method() + ' ' + one.path(),
                        one.count(),
                        one.errors(),
                        Gaps.rounded(one.meanMillis()),
                        Gaps.rounded(one.percentileMillis(P95))))
                .toList();
    }

    private static List<Application.Replica> replicas(SuiteReading suite, Instant now) {
        return suite.replicas().stream()
                .sorted(Comparator.comparing(Reading::service).thenComparing(Reading::replica))
                .map(one -> replica(one, now))
                .toList();
    }

    private static Application.Replica replica(Reading reading, Instant now) {
        var alone = new SuiteReading(List.of(reading));
        var requests = Optional.of(alone.requests());
        HostReading host = reading.host();
        @Nullable ProcessReading process = reading.process();
        return new Application.Replica(
                reading.replica(),
                reading.service(),
                reading.at(),
                process == null
                        ? null
                        : Duration.between(process.startedAt(), now).toSeconds(),
                alone.requests().count(),
                alone.requests().errors(),
                value(mean(requests)),
                value(p95(requests)),
                Gaps.rounded(host.cpuPercent()),
                percent(host.memory()),
                percent(host.disk()),
                process == null ? null : Gaps.rounded(process.cpuPercent()),
                process == null ? null : process.memoryBytes(),
                value(alone.networkMegabitsPerSecond()),
                alone.queueDepth().isPresent() ? alone.queueDepth().getAsLong() : null,
                pools(alone));
    }

    private static OptionalDouble mean(Optional<EndpointReading> requests) {
        return requests.filter(all -> all.count() > 0)
                .map(all -> OptionalDouble.of(all.meanMillis()))
                .orElseGet(OptionalDouble::empty);
    }

    private static OptionalDouble p95(Optional<EndpointReading> requests) {
        return requests.filter(all -> all.count() > 0)
                .map(all -> OptionalDouble.of(all.percentileMillis(P95)))
                .orElseGet(OptionalDouble::empty);
    }

    private static @Nullable Double value(OptionalDouble value) {
        return value.isPresent() ? Gaps.rounded(value.getAsDouble()) : null;
    }

    private static @Nullable Double percent(@Nullable Space space) {
        return space == null ? null : Gaps.rounded(space.percent());
    }
}
