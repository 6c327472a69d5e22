package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.problem.CommonProblem;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Tenants: one's own for its admins, all of them for the operators, who are the admins of the first one. */
@Path("/api/v1/tenants")
@RolesAllowed(Roles.ADMIN)
@ManagesIdentity
@NeedsDatabase
@Tag(name = "Tenants")
class TenantResource {

    private final Caller caller;
    private final TenantStore tenants;
    private final Tenants changes;
    private final Operators operators;
    private final Actors actors;

    TenantResource(Caller caller, TenantStore tenants, Tenants changes, Operators operators, Actors actors) {
        this.caller = caller;
        this.tenants = tenants;
        this.changes = changes;
        this.operators = operators;
        this.actors = actors;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = Created.class, responseCode = "201", responseDescription = "Created")
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(
            summary = "Create a tenant and the account of its first admin",
            description =
                    "For operators, who are the admins of the installation's first tenant. They see nothing of what "
                            + "is in the new one.")
    public Created create(@NotNull @Valid NewTenant wanted, @Context RoutingContext request) {
        operators.refuseOthers(caller.scope());
        var id = wanted.id() == null ? UUID.randomUUID().toString() : wanted.id();
        var admin = changes.create(actors.of(request), id, wanted);
        return Created.of(tenants.get(id), admin);
    }

    @GET
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "The tenants, by id: all for operators, else one's own")
    public TenantPage list(
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @RestQuery @Nullable @Size(max = 200) String cursor) {
        if (!operators.include(caller.scope())) {
            return new TenantPage(
                    List.of(TenantEntry.of(tenants.get(visible(caller.scope().tenant())))), null);
        }
        var page = tenants.page(cursor, limit + 1);
        var items = page.stream().limit(limit).map(TenantEntry::of).toList();
        return new TenantPage(items, page.size() > limit ? items.get(limit - 1).id() : null);
    }

    @GET
    @Path("/{id}")
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "One tenant", description = "Another than one's own is there for operators only.")
    public TenantEntry read(@RestPath String id) {
        return TenantEntry.of(tenants.get(visible(id)));
    }

    @PATCH
    @Path("/{id}")
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(
            summary = "Change a tenant; what is absent stays",
            description =
                    "Its admins change its name. Operators also shut it and open it again: within 5 seconds nobody "
                            + "of a tenant that is shut is let in, whatever they show, and its sessions are over for good. The "
                            + "first tenant stays open.")
    public TenantEntry change(
            @RestPath String id, @NotNull @Valid TenantChange change, @Context RoutingContext request) {
        changes.change(caller.scope(), actors.of(request), visible(id), change);
        return TenantEntry.of(tenants.get(id));
    }

    /** The id, if the caller may know of it. */
    private String visible(String id) {
        if (id.equals(caller.scope().tenant())) {
            tenants.know(id);
            return id;
        }
        if (!operators.include(caller.scope())) {
            throw CommonProblem.notFound("tenant", id);
        }
        return id;
    }

    /**
     * A tenant somebody wants.
     *
     * @param id what it is called in tokens and by all services, for good; made up when absent
     * @param admin who administers it first
     */
    public record NewTenant(
            @Nullable @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,62}") String id,

            @NotBlank @Size(max = 200) String name,
            @NotNull @Valid FirstAdmin admin) {}

    /** Who administers a tenant first. */
    public record FirstAdmin(
            @NotBlank @Email @Size(max = 320) String email,

            @NotNull @Schema(minLength = 12, maxLength = 128)
            String password,

            @JsonProperty("full_name") @NotBlank @Size(max = 200) String fullName) {}

    /** What is to be different about a tenant; what is absent stays. */
    public record TenantChange(
            @Nullable @Pattern(regexp = "(?s).*\\S.*") @Size(max = 200) String name,

            @JsonProperty("is_active") @Nullable Boolean isActive) {}

    /**
     * Tenants and where to go on.
     *
     * @param nextCursor for the next page; null on the last
     */
    public record TenantPage(
            List<TenantEntry> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    /**
     * A tenant.
     *
     * @param accounts how many accounts there are, shut ones too
     * @param keys how many API keys are good
     */
    public record TenantEntry(
            String id,
            String name,
            @JsonProperty("is_active") boolean isActive,
            @JsonProperty("created_at") Instant createdAt,
            long accounts,
            long keys) {

        static TenantEntry of(TenantStore.Tenant tenant) {
            return new TenantEntry(
                    tenant.id(),
                    tenant.name(),
                    tenant.isActive(),
                    tenant.createdAt(),
                    tenant.accounts(),
                    tenant.keys());
        }
    }

    /**
     * A new tenant.
     *
     * @param adminId the account of who administers it
     */
    public record Created(
            String id,
            String name,
            @JsonProperty("is_active") boolean isActive,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("admin_id") String adminId) {

        static Created of(TenantStore.Tenant tenant, Account admin) {
            return new Created(tenant.id(), tenant.name(), tenant.isActive(), tenant.createdAt(), admin.id);
        }
    }
}
