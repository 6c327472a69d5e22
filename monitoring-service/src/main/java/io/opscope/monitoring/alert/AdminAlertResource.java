package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Alerts as the administration's page shows them. */
@Tag(name = "Alerts")
@Path("/admin/api/alerts")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class AdminAlertResource {

    private final Caller caller;
    private final Alerts alerts;

    AdminAlertResource(Caller caller, Alerts alerts) {
        this.caller = caller;
        this.alerts = alerts;
    }

    @GET
    @Operation(operationId = "adminAlerts", summary = "How many alerts there are, what fires and what did lately")
    public AdminAlerts all() {
        return alerts.summary(caller.scope());
    }
}
