package io.opscope.monitoring.watch;

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

/** The databases under watch and how they fare. */
@Tag(name = "Databases")
@Path("/api/performance/data-sources")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class DataSourcesResource {

    private final Caller caller;
    private final WatchQueries queries;

    DataSourcesResource(Caller caller, WatchQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @Operation(
            operationId = "dataSources",
            summary = "The databases under watch, as of the last probe of each; never older than the probe interval")
    public Answer<List<DataSource>> dataSources() {
        return queries.all(caller.scope());
    }
}
