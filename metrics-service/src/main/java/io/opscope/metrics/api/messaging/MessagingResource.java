package io.opscope.metrics.api.messaging;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.cache.Ready;
import io.opscope.metrics.api.parameter.Zones;
import io.opscope.metrics.query.RealtimeMessages;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The addresses of messaging. */
@Path("/api/v1/analytics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class MessagingResource {

    private final MessageAnswers answers;
    private final Zones zones;
    private final Caller caller;

    MessagingResource(MessageAnswers answers, Zones zones, Caller caller) {
        this.answers = answers;
        this.zones = zones;
        this.caller = caller;
    }

    @GET
    @Ready
    @Path("/metrics/messages/realtime")
    @Operation(operationId = "messagesRealtime", summary = "Messages submitted within the last seconds")
    public Success<RealtimeMessages> realtime(
            @RestQuery("window_seconds")
                    @DefaultValue("60")
                    @Min(value = 1, message = "1 to 3600") @Max(value = 3600, message = "1 to 3600") int windowSeconds) {
        return Success.of(answers.realtime(caller.scope(), windowSeconds));
    }

    @GET
    @Path("/metrics/campaigns/{id}")
    @Operation(operationId = "campaignProgress", summary = "How far a campaign has come, and when it will be done")
    public Success<CampaignProgress> campaign(@RestPath String id) {
        return Success.of(answers.campaign(caller.scope(), id));
    }

    @GET
    @Path("/metrics/accounts/{id}")
    @Operation(operationId = "accountUse", summary = "What an account has sent, against its limits")
    public Success<AccountUse> account(@RestPath String id, @RestQuery Optional<String> tz) {
        return Success.of(answers.account(caller.scope(), id, zones.of(caller.scope(), tz)));
    }

    @GET
    @Ready
    @Path("/metrics/routes")
    @Operation(operationId = "routeUses", summary = "How all routes do, the busiest first")
    public Success<List<RouteUse>> routes(
            @RestQuery @DefaultValue("24") @Min(value = 1, message = "1 to 168") @Max(value = 168, message = "1 to 168") int hours) {
        return Success.of(answers.routes(caller.scope(), hours));
    }

    @GET
    @Path("/metrics/routes/{id}")
    @Operation(operationId = "routeUse", summary = "How one route does")
    public Success<RouteUse> route(
            @RestPath String id,
            @RestQuery @DefaultValue("24") @Min(value = 1, message = "1 to 168") @Max(value = 168, message = "1 to 168") int hours) {
        return Success.of(answers.route(caller.scope(), id, hours));
    }

    @GET
    @Ready
    @Path("/dashboard/summary")
    @Operation(operationId = "messagingSummary", summary = "Messaging at a glance")
    public Success<MessagingSummary> summary(@RestQuery Optional<String> tz) {
        return Success.of(answers.summary(caller.scope(), zones.of(caller.scope(), tz)));
    }
}
