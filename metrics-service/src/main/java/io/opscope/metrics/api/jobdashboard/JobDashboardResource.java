package io.opscope.metrics.api.jobdashboard;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.cache.Ready;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.api.parameter.Period;
import io.opscope.metrics.api.parameter.Zones;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The addresses of the job dashboard. */
@Path("/analytics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class JobDashboardResource {

    private static final Duration USUAL_PERIOD = Duration.ofDays(30);

    private final JobDashboard dashboard;
    private final Zones zones;
    private final Caller caller;

    JobDashboardResource(JobDashboard dashboard, Zones zones, Caller caller) {
        this.dashboard = dashboard;
        this.zones = zones;
        this.caller = caller;
    }

    @GET
    @Ready
    @Path("/performance")
    @Operation(
            operationId = "jobPerformance",
            summary = "Key figures against the period before, six months' trend, and use of tools")
    public JobPerformance performance(
            @Parameter(description = "One user's jobs alone") @RestQuery Optional<String> userId,
            @Parameter(description = "Days, 1 to 1095, or such as 24h, 7d, 90d; 30 when not given") @RestQuery
                    Optional<String> period,
            @Parameter(description = "Time zone that months follow; UTC when not given") @RestQuery
                    Optional<String> tz) {
        return dashboard.performance(
                caller.scope(),
                Given.text(userId),
                Period.parse("period", period, USUAL_PERIOD),
                zones.of(caller.scope(), tz));
    }

    @GET
    @Ready
    @Path("/recent-jobs")
    @Operation(operationId = "recentJobs", summary = "The newest jobs, newest first")
    public RecentJobs recent(
            @Parameter(description = "One user's jobs alone") @RestQuery Optional<String> userId,
            @RestQuery @DefaultValue("10") @Min(value = 1, message = "1 to 100") @Max(value = 100, message = "1 to 100") int limit) {
        return dashboard.recent(caller.scope(), Given.text(userId), limit);
    }
}
