package io.opscope.metrics.api.administration;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.metrics.live.LiveUpdate;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The address of what is going on right now. */
@Path("/admin/api/metrics/live")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER})
class LiveResource {

    private final LiveAnswers answers;
    private final Caller caller;

    LiveResource(LiveAnswers answers, Caller caller) {
        this.answers = answers;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "liveMetrics",
            summary = "The system, its endpoints and database, and the day's business, as of some seconds ago")
    public LiveUpdate live() {
        return answers.live(caller.scope());
    }
}
