package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What was found. */
@Tag(name = "Alerts")
@Path("/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
class AlertResource {

    private final Caller caller;
    private final Alerts alerts;

    AlertResource(Caller caller, Alerts alerts) {
        this.caller = caller;
        this.alerts = alerts;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
    @Operation(
            operationId = "alerts",
            summary = "Alerts, the latest first, page by page",
            description = "state is pending, firing or resolved. A plain user sees those about their own records.")
    public AlertPage all(
            @RestQuery @Nullable String state,
            @RestQuery @Nullable String severity,
            @RestQuery("rule_id") @Nullable String ruleId,
            @RestQuery @Nullable String cursor,
            @RestQuery
                    @DefaultValue("100")
                    @Min(value = 1, message = "1 to 1000") @Max(value = 1000, message = "1 to 1000") int limit) {
        return alerts.page(caller.scope(), new AlertStore.Wanted(state, severity, ruleId), cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
    @Operation(operationId = "alert", summary = "An alert")
    public Answer<AlertAnswer> get(@RestPath UUID id) {
        return Answer.of(alerts.find(caller.scope(), id), false, null, List.of(), false);
    }

    @POST
    @Path("/{id}/acknowledge")
    @RolesAllowed({Roles.ADMIN, Roles.USER})
    @Operation(
            operationId = "acknowledgeAlert",
            summary = "Says that somebody knows of it: nobody is reminded any more",
            description = "Who said so first stays. Its end is told all the same.")
    public Answer<AlertAnswer> acknowledge(@RestPath UUID id) {
        return Answer.of(alerts.acknowledge(caller.scope(), id), false, null, List.of(), false);
    }
}
