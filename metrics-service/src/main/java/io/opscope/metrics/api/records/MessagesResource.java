package io.opscope.metrics.api.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.erasure.RecordErasure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Messages, page by page and one by one; a plain user sees those of the accounts they own. */
@Path("/api/v1/messages")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class MessagesResource {

    private static final List<String> SEARCHED = List.of("account_id", "campaign_id", "route_id");

    private final Family family;
    private final RecordPages pages;
    private final RecordErasure erasure;
    private final Caller caller;

    MessagesResource(Catalogue catalogue, RecordPages pages, RecordErasure erasure, Caller caller) {
        this.family = catalogue.messages();
        this.pages = pages;
        this.erasure = erasure;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "messages", summary = "Messages, newest first, page by page")
    public Page page(
            @BeanParam @Valid PageRequest request,
            @RestQuery("account_id") Optional<String> account,
            @RestQuery("campaign_id") Optional<String> campaign,
            @RestQuery("route_id") Optional<String> route,
            @Parameter(description = "Another name of route_id") @RestQuery("smsc_id") Optional<String> smsc) {
        var conditions = Map.of(
                "account_id", account,
                "campaign_id", campaign,
                "route_id", Given.text(route).or(() -> smsc));
        return pages.page(caller.scope(), request, family, conditions, SEARCHED);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "message", summary = "One message")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Object.class)))
    public JsonNode one(@RestPath String id) {
        return pages.one(caller.scope(), family, "message", id);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "deleteMessage", summary = "Takes one message away and uncounts it")
    public void remove(@RestPath String id) {
        erasure.remove(caller.scope(), family, "message", id);
    }
}
