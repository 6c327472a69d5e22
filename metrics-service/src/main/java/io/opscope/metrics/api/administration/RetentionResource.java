package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.metrics.rollup.Policies;
import io.opscope.metrics.rollup.PolicyChanges;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How long a tenant keeps what it counted and sent. */
@Path("/admin/api/retention")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
class RetentionResource {

    private final Policies policies;
    private final PolicyChanges changes;
    private final Caller caller;

    RetentionResource(Policies policies, PolicyChanges changes, Caller caller) {
        this.policies = policies;
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "retention", summary = "For how many days each tier, and the records, are kept")
    public RetentionPeriods get() {
        return RetentionPeriods.of(policies.of(caller.scope().tenant()));
    }

    @PUT
    @Operation(
            operationId = "setRetention",
            summary = "Keeps things so long from now on; what is not given, as long as usual",
            description = "A longer period is counted anew from the records; what a shorter one drops is gone for good")
    public RetentionPeriods set(@NotNull(message = "an object of periods in days") RetentionWish wish) {
        var usual = policies.of(caller.scope().tenant()).usual();
        return RetentionPeriods.of(changes.keep(caller.scope(), wish.over(usual)));
    }
}
