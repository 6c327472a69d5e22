package io.opscope.metrics.api.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Transactions, page by page and one by one. */
@Path("/api/v1/transactions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
class TransactionsResource {

    private final Family family;
    private final RecordPages pages;
    private final RecordErasure erasure;
    private final Caller caller;

    TransactionsResource(Catalogue catalogue, RecordPages pages, RecordErasure erasure, Caller caller) {
        this.family = catalogue.transactions();
        this.pages = pages;
        this.erasure = erasure;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "transactions", summary = "Transactions, newest first, page by page")
    public Page page(@BeanParam @Valid PageRequest request, @RestQuery Optional<String> method) {
        return pages.page(caller.scope(), request, family, Map.of("method", method), List.of("user_id", "method"));
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "transaction", summary = "One transaction")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Object.class)))
    public JsonNode one(@RestPath String id) {
        return pages.one(caller.scope(), family, "transaction", id);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "deleteTransaction", summary = "Takes one transaction away and uncounts it")
    public void remove(@RestPath String id) {
        erasure.remove(caller.scope(), family, "transaction", id);
    }
}
