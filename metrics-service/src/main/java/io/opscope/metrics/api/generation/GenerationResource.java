package io.opscope.metrics.api.generation;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.cache.Ready;
import io.opscope.metrics.api.parameter.Days;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.api.parameter.Zones;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The addresses of content-generation analytics. */
@Path("/api/v1/analytics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class GenerationResource {

    private static final String DAYS = "30";

    private final GenerationAnswers answers;
    private final AdminAnswers admin;
    private final Zones zones;
    private final Caller caller;

    GenerationResource(GenerationAnswers answers, AdminAnswers admin, Zones zones, Caller caller) {
        this.answers = answers;
        this.admin = admin;
        this.zones = zones;
        this.caller = caller;
    }

    @GET
    @Ready
    @Operation(operationId = "generationSummary", summary = "Jobs, costs, times and success of the last days")
    public GenerationSummary summary(
            @RestQuery @DefaultValue(DAYS) @Days int days, @RestQuery Optional<String> currency) {
        return answers.summary(caller.scope(), days, Given.currency(currency));
    }

    @GET
    @Ready
    @Path("/cost-breakdown")
    @Operation(operationId = "generationCosts", summary = "Costs by provider and strategy, and the dearest jobs")
    public CostBreakdown costs(@RestQuery @DefaultValue(DAYS) @Days int days, @RestQuery Optional<String> currency) {
        return answers.costs(caller.scope(), days, Given.currency(currency));
    }

    @GET
    @Ready
    @Path("/performance")
    @Operation(operationId = "generationPerformance", summary = "Times by provider, and what quality control found")
    public GenerationPerformance performance(@RestQuery @DefaultValue(DAYS) @Days int days) {
        return answers.performance(caller.scope(), days);
    }

    @GET
    @Ready
    @Path("/time-series")
    @Operation(operationId = "generationSeries", summary = "Jobs by day, week (from Monday) or month, without gaps")
    public GenerationSeries series(
            @RestQuery @DefaultValue(DAYS) @Days int days,
            @RestQuery Optional<String> interval,
            @RestQuery Optional<String> tz,
            @RestQuery Optional<String> currency) {
        return answers.series(
                caller.scope(),
                days,
                Given.choice("interval", interval, Interval.class, Interval.DAY),
                zones.of(caller.scope(), tz),
                Given.currency(currency));
    }

    @GET
    @Ready
    @Path("/admin/overview")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "adminOverview", summary = "The whole tenant: jobs, costs, users and providers")
    public AdminOverview overview(@RestQuery @DefaultValue(DAYS) @Days int days, @RestQuery Optional<String> currency) {
        return admin.overview(caller.scope(), days, Given.currency(currency));
    }

    @GET
    @Path("/admin/user/{user_id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "adminUser", summary = "One user of the directory and that user's jobs")
    public UserAnalytics user(
            @RestPath("user_id") String userId,
            @RestQuery @DefaultValue(DAYS) @Days int days,
            @RestQuery Optional<String> currency) {
        return admin.user(caller.scope(), userId, days, Given.currency(currency));
    }
}
