package io.opscope.monitoring.engine;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Framed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Tries a registered source. */
@Tag(name = "Databases")
@Path("/api/v1/data-sources/{id}/test")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class TrialResource {

    private final Caller caller;
    private final Trials trials;

    TrialResource(Caller caller, Trials trials) {
        this.caller = caller;
        this.trials = trials;
    }

    @POST
    @Operation(
            operationId = "testDataSource",
            summary = "Tries to connect, and tells what the role may read; changes nothing")
    public Framed<Trial> test(@RestPath String id) {
        return Framed.of(trials.of(caller.scope(), id));
    }
}
