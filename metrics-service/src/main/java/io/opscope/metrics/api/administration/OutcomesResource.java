package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Outcome;
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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a tenant's own statuses mean. */
@Path("/admin/api/outcomes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
class OutcomesResource {

    private final Catalogue catalogue;
    private final Policies policies;
    private final PolicyChanges changes;
    private final Caller caller;

    OutcomesResource(Catalogue catalogue, Policies policies, PolicyChanges changes, Caller caller) {
        this.catalogue = catalogue;
        this.policies = policies;
        this.changes = changes;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "outcomes",
            summary = "Which statuses mean which outcome, everybody's and the tenant's own")
    public Outcomes get() {
        return outcomes(policies.of(caller.scope().tenant()).outcomes());
    }

    @PUT
    @Operation(
            operationId = "setOutcomes",
            summary = "Puts these statuses in the place of the tenant's own; records are counted anew by them",
            description = "A status that is nobody's goes on counting as in progress")
    public Outcomes set(@NotNull(message = "an object of lists of statuses by outcome") StatusLists own) {
        var outcomes = own.outcomes(catalogue.outcomes());
        return outcomes(changes.understand(caller.scope(), outcomes).outcomes());
    }

    private Outcomes outcomes(Map<String, Outcome> own) {
        return new Outcomes(StatusLists.of(catalogue.outcomes()), StatusLists.of(own));
    }

    /**
     * What statuses mean, whatever their case.
     *
     * @param builtIn what they mean for everybody
     * @param own what further ones mean for this tenant
     */
    record Outcomes(StatusLists builtIn, StatusLists own) {}
}
