package io.opscope.metrics.api.figure;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** For the service that evaluates alert rules; the gateway forwards nobody here. */
@Path("/internal/figures")
@RolesAllowed(Roles.ALERTING)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class FigureResource {

    private final Caller caller;
    private final FigureQueries queries;

    FigureResource(Caller caller, FigureQueries queries) {
        this.caller = caller;
        this.queries = queries;
    }

    @POST
    @Operation(
            operationId = "figures",
            summary = "Figures of the tenant's records, many at once",
            description = "A metric is a family and a figure (jobs.failed), or a family, a measure and a figure"
                    + " (jobs.duration.p95). A question that cannot be answered says why and keeps none of the others.")
    public FigureAnswers ask(@NotNull(message = "an object with questions") @Valid FigureQuestions questions) {
        var service = caller.scope();
        // A rule is the whole tenant's, and so are the records it is about.
        return queries.answer(new Scope(service.tenant(), service.userId(), Set.of(Roles.VIEWER)), questions);
    }
}
