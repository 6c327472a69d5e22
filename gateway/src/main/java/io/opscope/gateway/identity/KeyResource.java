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
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** API keys, for scripts and products. */
@Path("/api/v1/keys")
@RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
@Tag(name = "API keys")
class KeyResource {

    private final Caller caller;
    private final ApiKeyStore keys;
    private final Credentials credentials;

    KeyResource(Caller caller, ApiKeyStore keys, Credentials credentials) {
        this.caller = caller;
        this.keys = keys;
        this.credentials = credentials;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = Created.class, responseCode = "201", responseDescription = "Created")
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
            refuseMoreThanOwn(scope, userId, roles);
        }
        if (wanted.expiresAt() != null && wanted.expiresAt().isBefore(Instant.now())) {
            throw CommonProblem.badParameter("expires_at", wanted.expiresAt(), "a time to come");
        }
        var created = keys.create(scope, userId, wanted.name(), roles, wanted.expiresAt());
        return Created.of(created);
    }

    @GET
    @Operation(summary = "The keys that are good: everybody's for an admin, else one's own")
    public Keys list() {
        return new Keys(keys.list(caller.scope()).stream().map(KeyEntry::of).toList());
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Operation(summary = "Revoke a key", description = "Effective at once here and within 5 seconds on every replica.")
    public void revoke(@RestPath String id) {
        keys.revoke(caller.scope(), id);
        credentials.forgetCredential(id);
    }

    /** A key that could make keys would outlive its own end, an admin's most of all. */
    private static void refuseKeys(RoutingContext request) {
        Known known = request.get(Known.ATTRIBUTE);
        if (known == null || known.via() == Via.API_KEY) {
            throw GatewayProblem.ROLES_EXCEEDED.because("A key makes no keys: sign in with a password to make one");
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
     * @param expiresAt when it ends by itself; never when absent
     */
    public record NewKey(
            @NotBlank @Size(max = 200) String name,

            @JsonProperty("user_id") @Nullable @Size(min = 1, max = 200) String userId,

            @NotEmpty List<@NotNull String> roles,
            @JsonProperty("expires_at") @Nullable Instant expiresAt) {}

    /** A new key, with the only copy of its secret. */
    public record Created(
            String id,
            String key,
            String name,
            @JsonProperty("user_id") String userId,
            List<String> roles,
            @JsonProperty("expires_at") @Nullable Instant expiresAt) {

        static Created of(ApiKeyStore.Created created) {
            var key = created.key();
            return new Created(key.id, created.text(), key.name, key.userId, List.of(key.roles), key.expiresAt);
        }
    }

    /** Keys, newest first. */
    public record Keys(List<KeyEntry> items) {}

    /** A key without its secret. */
    public record KeyEntry(
            String id,
            String name,
            @JsonProperty("user_id") String userId,
            List<String> roles,
            @JsonProperty("created_by") String createdBy,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("expires_at") @Nullable Instant expiresAt) {

        static KeyEntry of(ApiKey key) {
            return new KeyEntry(
                    key.id, key.name, key.userId, List.of(key.roles), key.createdBy, key.createdAt, key.expiresAt);
        }
    }
}
