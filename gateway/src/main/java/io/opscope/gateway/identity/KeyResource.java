package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.identity.Known.Via;
import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** API keys, for scripts and products. */
@Path("/api/v1/keys")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
@ManagesIdentity
@NeedsDatabase
@Tag(name = "API keys")
class KeyResource {

    private final Caller caller;
    private final ApiKeyStore keys;
    private final AccountStore accounts;
    private final Keys changes;
    private final Actors actors;
    private final KeyConfig config;

    KeyResource(Caller caller, ApiKeyStore keys, AccountStore accounts, Keys changes, Actors actors, KeyConfig config) {
        this.caller = caller;
        this.keys = keys;
        this.accounts = accounts;
        this.changes = changes;
        this.actors = actors;
        this.config = config;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = Created.class, responseCode = "201", responseDescription = "Created")
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(
            summary = "Create an API key; it is shown this once",
            description = "An admin makes keys for anybody; others make keys for themselves, with roles they have. "
                    + "It takes somebody who signed in with a password: no key makes keys.")
    public Created create(@NotNull @Valid NewKey wanted, @Context RoutingContext request) {
        refuseKeys(request);
        var scope = caller.scope();
        var roles = GivenRoles.checked(wanted.roles());
        var userId = wanted.userId() == null ? scope.userId() : wanted.userId();
        if (!scope.isAdmin()) {
            refuseOutsiders(request);
            refuseMoreThanOwn(scope, userId, roles);
        }
        var scopes = GivenScopes.checked(wanted.scopes(), roles);
        if (scopes.contains(KeyScope.ADMIN)) {
            refuseUnlessAdmin(scope, userId);
        }
        var created = changes.create(
                scope, actors.of(request), userId, wanted.name(), roles, scopes, expiry(wanted.expiresAt()));
        return Created.of(created);
    }

    @GET
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "The keys that are good: everybody's for an admin, else one's own")
    public KeyPage list(
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @RestQuery @Nullable @Size(max = 100) String cursor,
            @RestQuery("user_id") @Nullable @Size(max = 200) String userId) {
        var page = keys.page(caller.scope(), userId, cursor, limit + 1);
        var items = page.stream().limit(limit).map(KeyEntry::of).toList();
        return new KeyPage(items, page.size() > limit ? items.get(limit - 1).id() : null);
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "Revoke a key", description = "Effective at once here and within 5 seconds on every replica.")
    public void revoke(@RestPath String id, @Context RoutingContext request) {
        changes.revoke(caller.scope(), actors.of(request), id);
    }

    /** A key that could make keys would outlive its own end, an admin's most of all. */
    private static void refuseKeys(RoutingContext request) {
        Known known = request.get(Known.ATTRIBUTE);
        if (known == null || known.via() == Via.API_KEY) {
            throw GatewayProblem.ROLES_EXCEEDED.because("A key makes no keys: sign in with a password to make one");
        }
    }

    private @Nullable Instant expiry(@Nullable String wanted) {
        if (wanted == null) {
            return null;
        }
        var now = Instant.now();
        var expiry = GivenTime.checked("expires_at", wanted);
        if (expiry.isBefore(now) || expiry.isAfter(now.plus(config.longestLife()))) {
            throw CommonProblem.badParameter(
                    "expires_at",
                    wanted,
                    "a time to come, within " + config.longestLife().toDays() + " days");
        }
        return expiry;
    }

    /** What manages accounts has to have somebody to answer for it. */
    private void refuseUnlessAdmin(Scope scope, String userId) {
        if (accounts.maybe(scope, userId).filter(Account::isAdmin).isEmpty()) {
            throw GatewayProblem.ROLES_EXCEEDED.because(
                    "A key with the scope admin belongs to the account of an admin");
        }
    }

    /** Their issuer could not take back what a key of theirs may do. */
    private static void refuseOutsiders(RoutingContext request) {
        Known known = request.get(Known.ATTRIBUTE);
        if (known != null && known.via() == Via.OUTSIDE_TOKEN) {
            throw GatewayProblem.ROLES_EXCEEDED.because("Only an admin makes keys for people of the outside issuer");
        }
    }

    private static void refuseMoreThanOwn(Scope scope, String userId, String[] roles) {
        if (!userId.equals(scope.userId())) {
            throw GatewayProblem.ROLES_EXCEEDED.because("Only an admin makes keys for others");
        }
        if (!scope.roles().containsAll(Set.of(roles))) {
            throw GatewayProblem.ROLES_EXCEEDED.because("Your own roles are "
                    + String.join(", ", scope.roles().stream().sorted().toList()));
        }
    }

    /**
     * A key somebody wants.
     *
     * @param userId whose records a key of role user reads; the caller's own when absent
     * @param roles any of admin, viewer, user, ingest
     * @param scopes what it is for, any of admin, ingest, read, write; what its roles allow but for admin when absent
     * @param expiresAt when it ends by itself, as RFC 3339 has it; never when absent
     */
    public record NewKey(
            @NotBlank @Size(max = 200) String name,

            @JsonProperty("user_id") @Nullable @Size(min = 1, max = 200) String userId,

            @Schema(type = SchemaType.ARRAY, implementation = RoleName.class) @NotEmpty List<@NotNull String> roles,

            @Schema(type = SchemaType.ARRAY, implementation = KeyScope.class) @Nullable @Size(min = 1, max = 4) List<@NotNull String> scopes,

            @JsonProperty("expires_at") @Nullable @Size(max = 40) @Schema(format = "date-time")
            String expiresAt) {}

    /** A new key, with the only copy of its secret. */
    public record Created(
            String id,
            String key,
            String name,
            @JsonProperty("user_id") String userId,

            @Schema(type = SchemaType.ARRAY, implementation = RoleName.class)
            List<String> roles,

            @Schema(type = SchemaType.ARRAY, implementation = KeyScope.class)
            List<String> scopes,

            @JsonProperty("expires_at") @Nullable Instant expiresAt) {

        static Created of(ApiKeyStore.Created created) {
            var key = created.key();
            return new Created(
                    key.id,
                    created.text(),
                    key.name,
                    key.userId,
                    List.of(key.roles),
                    List.of(key.scopes),
                    key.expiresAt);
        }
    }

    /**
     * Keys, newest first, and where to go on.
     *
     * @param nextCursor for the next page; null on the last
     */
    public record KeyPage(
            List<KeyEntry> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    /**
     * A key without its secret.
     *
     * @param lastUsedAt to about half a minute; null while it was never used
     */
    public record KeyEntry(
            String id,
            String name,
            @JsonProperty("user_id") String userId,

            @Schema(type = SchemaType.ARRAY, implementation = RoleName.class)
            List<String> roles,

            @Schema(type = SchemaType.ARRAY, implementation = KeyScope.class)
            List<String> scopes,

            @JsonProperty("created_by") String createdBy,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("expires_at") @Nullable Instant expiresAt,
            @JsonProperty("last_used_at") @Nullable Instant lastUsedAt) {

        static KeyEntry of(ApiKey key) {
            return new KeyEntry(
                    key.id,
                    key.name,
                    key.userId,
                    List.of(key.roles),
                    List.of(key.scopes),
                    key.createdBy,
                    key.createdAt,
                    key.expiresAt,
                    key.lastUsedAt);
        }
    }
}
