package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.moment.Times;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.api.parameter.Zones;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** The address of revenue. */
@Path("/admin/api/analytics/revenue")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
class RevenueResource {

    private final RevenueAnswers answers;
    private final Zones zones;
    private final Caller caller;

    RevenueResource(RevenueAnswers answers, Zones zones, Caller caller) {
        this.answers = answers;
        this.zones = zones;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "revenue", summary = "Revenue by hour, day or week, in one currency")
    public Revenue revenue(
            @Parameter(description = "hourly, daily or weekly (from Monday); daily when not given") @RestQuery
                    Optional<String> breakdown,
            @Parameter(description = "24 hours, 30 days or 12 weeks back when not given") @RestQuery
                    Optional<String> from,
            @Parameter(description = "Not part of the range, except a date alone; now when not given") @RestQuery
                    Optional<String> until,
            @RestQuery Optional<String> status,
            @RestQuery Optional<String> method,
            @RestQuery("user_id") Optional<String> userId,
            @Parameter(description = "The reporting currency when not given") @RestQuery Optional<String> currency,
            @Parameter(description = "Time zone that days and weeks follow; UTC when not given") @RestQuery
                    Optional<String> tz) {
        var zone = zones.of(caller.scope(), tz);
        return answers.revenue(
                caller.scope(),
                new RevenueQuestion(
                        Given.choice("breakdown", breakdown, Breakdown.class, Breakdown.DAILY),
                        Times.from("from", from, zone),
                        Times.until("until", until, zone),
                        zone,
                        Given.text(status),
                        Given.text(method),
                        Given.text(userId),
                        Given.currency(currency)));
    }
}
