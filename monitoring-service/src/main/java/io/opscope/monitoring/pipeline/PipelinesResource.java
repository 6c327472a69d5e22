package io.opscope.monitoring.pipeline;

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

/** How pipelines stand. */
@Tag(name = "Pipelines")
@Path("/api/performance/pipelines")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class PipelinesResource {

    private final Caller caller;
    private final PipelineQueries queries;

    PipelinesResource(Caller caller, PipelineQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @Operation(operationId = "pipelines", summary = "All pipelines, how they stand, and their newest 20 runs")
    public Answer<List<Pipeline>> pipelines() {
        return queries.all(caller.scope());
    }
}
