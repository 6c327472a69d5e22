package io.opscope.monitoring.activity;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What runs in a database now. */
@Tag(name = "Databases")
@Path("/api/performance/data-sources/{id}/active-queries")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class ActiveQueriesResource {

    private final Caller caller;
    private final ActivityQueries queries;

    ActiveQueriesResource(Caller caller, ActivityQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @Operation(
            operationId = "activeQueries",
            summary = "The newest 20 statements that run or hold a transaction open, Opscope's own looks left out")
    public Answer<List<ActiveQuery>> activeQueries(@RestPath String id) {
        return queries.newest(caller.scope(), id);
    }
}
