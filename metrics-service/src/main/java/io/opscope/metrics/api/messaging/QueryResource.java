package io.opscope.metrics.api.messaging;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;

/** The address for questions of one's own. */
@Path("/api/v1/analytics/query")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class QueryResource {

    private final CustomQueries queries;
    private final Caller caller;

    QueryResource(CustomQueries queries, Caller caller) {
        this.queries = queries;
        this.caller = caller;
    }

    @POST
    @Extension(name = "x-required-scope", value = "read")
    @Operation(
            operationId = "query",
            summary = "Counts, sums, averages, extremes, rates, distinct users or percentiles, grouped and filtered")
    public Success<CustomAnswer> ask(
            @NotNull(message = "an object with metric and aggregation") @Valid CustomQuestion question) {
        return Success.of(queries.ask(caller.scope(), question));
    }
}
