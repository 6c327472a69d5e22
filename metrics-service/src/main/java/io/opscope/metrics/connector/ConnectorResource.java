package io.opscope.metrics.connector;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Declares which tables of a user's own databases are copied from. */
@Path("/api/v1/connectors")
@RolesAllowed(Roles.ADMIN)
class ConnectorResource {

    private final Caller caller;
    private final Connectors connectors;

    ConnectorResource(Caller caller, Connectors connectors) {
        this.caller = caller;
        this.connectors = connectors;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = ConnectorAnswer.class, responseCode = "201", responseDescription = "Created")
    @Operation(summary = "Declares a table to copy from; the password is kept encrypted and never given out")
    public ConnectorAnswer create(@NotNull(message = "a connector") @Valid ConnectorRequest request) {
        return ConnectorAnswer.of(connectors.create(caller.scope(), request));
    }

    @GET
    @Operation(summary = "Every connector and how far it has come")
    public ConnectorList list() {
        return new ConnectorList(
                connectors.all(caller.scope()).stream().map(ConnectorAnswer::of).toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A connector and how far it has come")
    public ConnectorAnswer get(@RestPath UUID id) {
        return ConnectorAnswer.of(connectors.find(caller.scope(), id));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Changes what is given",
            description =
                    "Another host, port, tls, type or username forgets the password. Another server, table, watermark,"
                            + " family or mapping begins from the first row; records are recognised by their ids.")
    public ConnectorAnswer change(
            @RestPath UUID id, @NotNull(message = "what is to change") @Valid ConnectorRequest request) {
        return ConnectorAnswer.of(connectors.change(caller.scope(), id, request));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Forgets a connector; the records it brought stay")
    public void delete(@RestPath UUID id) {
        connectors.delete(caller.scope(), id);
    }

    @POST
    @Path("/{id}/test")
    @Operation(summary = "Tries to connect and to read the table as declared; copies nothing")
    public ConnectionTrial test(@RestPath UUID id) {
        return connectors.test(caller.scope(), id);
    }

    @POST
    @Path("/{id}/run")
    @Operation(
            summary = "Copies now, once",
            description =
                    "Answers when the run has ended, or after ten seconds while it goes on: then state.running is true.")
    public ConnectorAnswer run(@RestPath UUID id) {
        return ConnectorAnswer.of(connectors.run(caller.scope(), id));
    }
}
