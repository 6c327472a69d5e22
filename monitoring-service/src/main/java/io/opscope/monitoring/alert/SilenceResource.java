package io.opscope.monitoring.alert;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** When nobody is told. */
@Tag(name = "Alerts")
@Path("/api/v1/alerts/silences")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class SilenceResource {

    private final Caller caller;
    private final Silences silences;

    SilenceResource(Caller caller, Silences silences) {
        this.caller = caller;
        this.silences = silences;
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER})
    @Operation(operationId = "alertSilences", summary = "Silences that are not over, or have been for a week at most")
    public Answer<List<StoredSilence>> all() {
        return Answer.of(silences.all(caller.scope()), false, null, List.of(), false);
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AnswerStoredSilence")))
    @Operation(
            operationId = "createAlertSilence",
            summary = "Has nobody told of certain alerts for some time",
            description = "Whoever was told of one before is told its end. What still fires afterwards is told then.")
    public Answer<StoredSilence> create(@NotNull(message = "a silence") @Valid SilenceRequest request) {
        return Answer.of(silences.create(caller.scope(), request), false, null, List.of(), false);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "deleteAlertSilence", summary = "Ends a silence")
    public void delete(@RestPath UUID id) {
        silences.delete(caller.scope(), id);
    }
}
