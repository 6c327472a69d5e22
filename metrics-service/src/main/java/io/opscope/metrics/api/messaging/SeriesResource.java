package io.opscope.metrics.api.messaging;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.cache.Ready;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.api.parameter.Zones;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The addresses of trends and forecasts. */
@Path("/api/v1/analytics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class SeriesResource {

    private static final BigDecimal LEAST_CAPACITY = new BigDecimal("0.000001");
    private static final BigDecimal GREATEST_CAPACITY = new BigDecimal("1000000000000");

    private final SeriesAnswers answers;
    private final Zones zones;
    private final Caller caller;

    SeriesResource(SeriesAnswers answers, Zones zones, Caller caller) {
        this.answers = answers;
        this.zones = zones;
        this.caller = caller;
    }

    @GET
    @Ready
    @Path("/trends/{metric}")
    @Operation(
            operationId = "trend",
            summary = "How messages, jobs, revenue or activities went, and where they are heading")
    public Success<TrendSeries> trend(
            @Parameter(description = "messages, jobs, revenue or activities") @RestPath String metric,
            @Parameter(description = "minute, hour, day, week or month; hour when not given") @RestQuery
                    Optional<String> granularity,
            @Parameter(description = "1 to 168 by minute or hour, to 26280 else")
                    @RestQuery
                    @DefaultValue("24")
                    @Min(value = 1, message = "1 to 26280") @Max(value = 26_280, message = "1 to 26280") int hours,
            @RestQuery Optional<String> tz) {
        var followed = Given.choice("metric", Optional.of(metric), TrendMetric.class, TrendMetric.MESSAGES);
        var fineness = Given.choice("granularity", granularity, Granularity.class, Granularity.HOUR);
        if (hours > fineness.mostHours()) {
            throw CommonProblem.badParameter("hours", hours, "1 to " + fineness.mostHours() + " by minute or hour");
        }
        return Success.of(answers.trend(caller.scope(), followed, fineness, hours, zones.of(caller.scope(), tz)));
    }

    @GET
    @Ready
    @Path("/predictions/{metric}")
    @Operation(
            operationId = "prediction",
            summary = "What the next hours will bring, with intervals, and whether the last was odd")
    public Success<Prediction> prediction(
            @Parameter(description = "message-volume, job-volume, job-success or revenue") @RestPath String metric,
            @RestQuery("hours_ahead")
                    @DefaultValue("24")
                    @Min(value = 1, message = "1 to 168") @Max(value = 168, message = "1 to 168") int hoursAhead,
            @Parameter(description = "What can be borne an hour, for advice: 0.000001 to 1000000000000") @RestQuery
                    Optional<BigDecimal> capacity) {
        var predicted = PredictionMetric.named(metric)
                .orElseThrow(() -> CommonProblem.badParameter(
                        "metric",
                        metric,
                        Arrays.stream(PredictionMetric.values())
                                .map(PredictionMetric::publicName)
                                .collect(Collectors.joining(", "))));
        if (capacity.isPresent() && !isCapacity(capacity.get())) {
            throw CommonProblem.badParameter(
                    "capacity",
                    capacity.get(),
                    "a number from " + LEAST_CAPACITY.toPlainString() + " to " + GREATEST_CAPACITY.toPlainString());
        }
        return Success.of(answers.prediction(caller.scope(), predicted, hoursAhead, capacity));
    }

    private static boolean isCapacity(BigDecimal given) {
        return given.compareTo(LEAST_CAPACITY) >= 0 && given.compareTo(GREATEST_CAPACITY) <= 0;
    }
}
