package io.opscope.monitoring.source;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.monitoring.Framed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Registers databases to be watched, and marts in them. */
@Tag(name = "Databases")
@Path("/api/v1/data-sources")
@RolesAllowed(Roles.ADMIN)
@Produces(MediaType.APPLICATION_JSON)
class SourcesResource {

    private final Caller caller;
    private final Registrations registrations;

    SourcesResource(Caller caller, Registrations registrations) {
        this.caller = caller;
        this.registrations = registrations;
    }

    @POST
    @ResponseStatus(201)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FramedSourceAnswer")))
    @Operation(
            operationId = "registerDataSource",
            summary = "Registers a database, or a mart in one; the password is kept encrypted and never given out")
    public Framed<SourceAnswer> create(@NotNull(message = "a source") @Valid SourceRequest request) {
        return Framed.of(SourceAnswer.of(registrations.create(caller.scope(), request)));
    }

    @GET
    @Operation(operationId = "registeredDataSources", summary = "Every source as it was registered")
    public Framed<List<SourceAnswer>> list() {
        return Framed.of(
                registrations.all(caller.scope()).stream().map(SourceAnswer::of).toList());
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "registeredDataSource", summary = "A source as it was registered")
    public Framed<SourceAnswer> get(@RestPath String id) {
        return Framed.of(SourceAnswer.of(registrations.find(caller.scope(), id)));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            operationId = "changeDataSource",
            summary = "Changes what is given",
            description =
                    "Another host, port, tls, tls_ca, type or username forgets the password, unless one is given.")
    public Framed<SourceAnswer> change(
            @RestPath String id, @NotNull(message = "what is to change") @Valid SourceRequest request) {
        return Framed.of(SourceAnswer.of(registrations.change(caller.scope(), id, request)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(operationId = "removeDataSource", summary = "Forgets a source and what was seen of it")
    public void delete(@RestPath String id) {
        registrations.delete(caller.scope(), id);
    }
}
