package io.opscope.monitoring.alert.channel;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Answer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** Whom alerts can be told to. */
@Tag(name = "Alerts")
@Path("/api/v1/alerts/channels")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ChannelResource {

    private final Caller caller;
    private final Channels channels;
    private final ChannelTrials trials;

    ChannelResource(Caller caller, Channels channels, ChannelTrials trials) {
        this.trials = trials;
        this.caller = caller;
        this.channels = channels;
    }

    @GET
    @Operation(operationId = "alertChannels", summary = "Every channel, and how telling it went")
    public Answer<List<ChannelAnswer>> all() {
        return answer(channels.all(caller.scope()));
    }

    @POST
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "AnswerChannelAnswer")))
    @Operation(
            operationId = "createAlertChannel",
            summary = "Declares a channel; its secrets are kept encrypted and never given out")
    public Answer<ChannelAnswer> create(@NotNull(message = "a channel") @Valid ChannelRequest request) {
        return answer(channels.create(caller.scope(), request));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "alertChannel", summary = "A channel, and how telling it went")
    public Answer<ChannelAnswer> get(@RestPath UUID id) {
        return answer(channels.find(caller.scope(), id));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            operationId = "changeAlertChannel",
            summary = "Changes what is given",
            description = "A setting that is null is taken away. Another address forgets the secrets that were for it.")
    public Answer<ChannelAnswer> change(
            @RestPath UUID id, @NotNull(message = "what is to change") @Valid ChannelRequest request) {
        return answer(channels.change(caller.scope(), id, request));
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "deleteAlertChannel", summary = "Forgets a channel that no rule tells")
    public void delete(@RestPath UUID id) {
        channels.delete(caller.scope(), id);
    }

    @POST
    @Path("/{id}/test")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "testAlertChannel",
            summary = "Tells it a test at once, and what came of that",
            description = "Takes five seconds when there is no answer, and does not tell why there is none.")
    public Answer<ChannelTrial> test(@RestPath UUID id) {
        return answer(trials.test(caller.scope(), id));
    }

    private static <T> Answer<T> answer(T data) {
        return Answer.of(data, false, null, List.of(), false);
    }
}
