package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Roles;
import io.opscope.kit.moment.Times;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.history.SuiteHistory;
import io.opscope.metrics.history.SuiteMetric;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The address of how the suite did. */
@Path("/admin/api/metrics/history")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
class HistoryResource {

    private static final Duration USUAL_STRETCH = Duration.ofDays(1);

    private final SuiteHistory history;

    HistoryResource(SuiteHistory history) {
        this.history = history;
    }

    @GET
    @Operation(
            operationId = "metricHistory",
            summary = "Processors, memory and disks of the suite's machines, or its response times, as a series")
    public MetricHistory history(
            @Parameter(description = "cpu, memory, disk or responseTime") @RestQuery Optional<String> metric,
            @Parameter(description = "A day before until when not given") @RestQuery Optional<String> from,
            @Parameter(description = "Now when not given") @RestQuery Optional<String> until) {
        var asked = metric(Given.text(metric).orElse(""));
        var now = Instant.now();
        var end = Times.until("until", until, ZoneOffset.UTC)
                .filter(given -> given.isBefore(now))
                .orElse(now);
        var start = Times.from("from", from, ZoneOffset.UTC).orElse(end.minus(USUAL_STRETCH));
        if (!start.isBefore(end)) {
            throw CommonProblem.badParameter("from", start, "a time before until, which is " + end);
        }
        return MetricHistory.of(asked, history.between(asked, start, end));
    }

    private static SuiteMetric metric(String name) {
        return SuiteMetric.named(name)
                .orElseThrow(() -> CommonProblem.badParameter(
                        "metric",
                        name,
                        Arrays.stream(SuiteMetric.values())
                                .map(SuiteMetric::publicName)
                                .collect(Collectors.joining(", "))));
    }
}
