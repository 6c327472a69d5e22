package io.opscope.monitoring.accesslog;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Who signed in to a database, and what was done there. */
@Tag(name = "Databases")
@Path("/api/performance/data-sources/{id}/access-logs")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
@Produces(MediaType.APPLICATION_JSON)
class AccessLogsResource {

    private final Caller caller;
    private final AccessLogQueries queries;

    AccessLogsResource(Caller caller, AccessLogQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @GET
    @Operation(
            operationId = "accessLogs",
            summary = "What the server's own log says of sign-ins and statements, newest first, Opscope's own left out")
    public Answer<List<AccessLog>> accessLogs(
            @RestPath String id,
            @RestQuery
                    @DefaultValue("30")
                    @Min(value = 1, message = "a whole number of entries, 1 to 1000") @Max(value = 1000, message = "a whole number of entries, 1 to 1000") int limit) {
        return queries.newest(caller.scope(), id, limit);
    }
}
