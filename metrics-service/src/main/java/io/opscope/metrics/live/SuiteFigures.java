package io.opscope.metrics.live;

import io.opscope.kit.reading.DatabaseReading;
import io.opscope.kit.reading.EndpointReading;
import io.opscope.kit.reading.SuiteReading;
import io.opscope.metrics.query.Rounding;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How the suite itself does, as its replicas say; what none of them can say is null.
 *
 * @param endpoints those that had requests within the last five minutes, the one with most first
 * @param degraded whether something could not be read
 * @param unavailable why what is null is so
 */
public record SuiteFigures(
        SystemFigures system,
        ResponseTime responseTime,
        @Nullable List<EndpointFigures> endpoints,
        DatabaseFigures database,
        boolean degraded,
        List<Unavailable> unavailable) {

    private static final int DECIMALS = 2;
    private static final double P95 = 95;
    private static final SystemFigures NO_SYSTEM = new SystemFigures(null, null, null);
    private static final ResponseTime NO_RESPONSES = new ResponseTime(null, null);
    private static final DatabaseFigures NO_DATABASE = new DatabaseFigures(null, null, null);

    static SuiteFigures of(SuiteReading suite) {
        var system = system(suite);
        var database = suite.database().map(SuiteFigures::figures).orElse(NO_DATABASE);
        var unavailable = new ArrayList<Unavailable>();
        if (system.cpuPercent() == null) {
            unavailable.add(Unavailable.of(suite, "system.cpuPercent", "/proc/stat"));
        }
        if (system.memoryPercent() == null) {
            unavailable.add(Unavailable.of(suite, "system.memoryPercent", "/proc/meminfo"));
        }
        if (system.diskPercent() == null) {
            unavailable.add(Unavailable.of(suite, "system.diskPercent", "its file store"));
        }
        if (suite.isEmpty()) {
            unavailable.add(Unavailable.of(suite, "responseTime", "requests"));
            unavailable.add(Unavailable.of(suite, "endpoints", "requests"));
        }
        if (suite.database().isEmpty()) {
            unavailable.add(Unavailable.of(suite, "database", "its connection pool"));
        }
        return new SuiteFigures(
                system,
                suite.isEmpty() ? NO_RESPONSES : responseTime(suite.requests()),
                suite.isEmpty()
                        ? null
                        : suite.endpoints().stream().map(SuiteFigures::figures).toList(),
                database,
                !unavailable.isEmpty(),
                List.copyOf(unavailable));
    }

    /** For those who may see their own records only: nothing is missing, it is not theirs. */
    static SuiteFigures withheld() {
        var why = Stream.of("system", "responseTime", "endpoints", "database")
                .map(field -> new Unavailable(
                        field, "It is shown to admins and viewers", "Ask with the role admin or viewer"))
                .toList();
        return new SuiteFigures(NO_SYSTEM, NO_RESPONSES, null, NO_DATABASE, false, why);
    }

    /** How the machines do; null each where no replica can tell. */
    public static SystemFigures system(SuiteReading suite) {
        return new SystemFigures(
                percent(suite.cpuPercent()), percent(suite.memoryPercent()), percent(suite.diskPercent()));
    }

    private static ResponseTime responseTime(EndpointReading all) {
        return new ResponseTime(rounded(all.meanMillis()), rounded(all.percentileMillis(P95)));
    }

    private static EndpointFigures figures(EndpointReading endpoint) {
        return new EndpointFigures(
                endpoint.method(),
                endpoint.path(),
                endpoint.count(),
                rounded(endpoint.meanMillis()),
                rounded(endpoint.percentileMillis(P95)),
                rounded(endpoint.errorPercent()));
    }

    private static DatabaseFigures figures(DatabaseReading database) {
        return new DatabaseFigures(
                database.activeConnections(), rounded(database.meanMillis()), database.slowStatements());
    }

    private static @Nullable BigDecimal percent(OptionalDouble value) {
        return value.isPresent() ? rounded(value.getAsDouble()) : null;
    }

    private static BigDecimal rounded(double value) {
        return Rounding.to(DECIMALS, BigDecimal.valueOf(value));
    }

    /** The machines that the suite's replicas run on, each once. */
    @RegisterForReflection
    public record SystemFigures(
            @Schema(description = "Of all processors' time over some seconds, 0 to 100") @Nullable BigDecimal cpuPercent,

            @Schema(description = "0 to 100; what can be freed at once is free") @Nullable BigDecimal memoryPercent,

            @Schema(description = "Of the fullest disk that a replica works on, 0 to 100") @Nullable BigDecimal diskPercent) {}

    /** Of all requests within the last five minutes, in milliseconds. */
    @RegisterForReflection
    public record ResponseTime(
            @Nullable BigDecimal avgMs,

            @Schema(description = "Up to a tenth above the truth, never below") @Nullable BigDecimal p95Ms) {}

    /** One address of the API, over the last five minutes. */
    @RegisterForReflection
    public record EndpointFigures(
            String method,

            @Schema(description = "As the API documents it, with names in place of values")
            String path,

            long count,
            BigDecimal avgMs,

            @Schema(description = "Up to a tenth above the truth, never below")
            BigDecimal p95Ms,

            @Schema(description = "Answered with 500 or more, of all, 0 to 100")
            BigDecimal errorRate) {}

    /** How the suite uses its database. */
    @RegisterForReflection
    public record DatabaseFigures(
            @Schema(description = "Of the services' pools, in use at the moment") @Nullable Long activeConnections,

            @Schema(description = "Milliseconds, of the statements within the last five minutes") @Nullable BigDecimal avgQueryMs,

            @Schema(description = "Statements within the last five minutes that took over a second") @Nullable Long slowQueries) {}
}
