package io.opscope.metrics.erasure;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Takes people out of the directory, with their records when that is asked for. */
@Path("/api/v1/directory")
@RolesAllowed(Roles.ADMIN)
class UserErasureResource {

    private final Caller caller;
    private final UserErasure erasure;

    UserErasureResource(Caller caller, UserErasure erasure) {
        this.caller = caller;
        this.erasure = erasure;
    }

    @DELETE
    @Path("/users/{id}")
    @Operation(operationId = "deleteUser", summary = "Takes a user out of the directory")
    public void remove(
            @RestPath String id,
            @Parameter(description = "Whether the user's records of every family are taken away and uncounted as well")
                    @RestQuery
                    @DefaultValue("false")
                    boolean erase) {
        if (erase) {
            erasure.erase(caller.scope(), id);
        } else {
            erasure.forget(caller.scope(), id);
        }
    }
}
