package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
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

/** Accounts, for admins. */
@Path("/api/v1/users")
@RolesAllowed(Roles.ADMIN)
@ManagesIdentity
@NeedsDatabase
@Tag(name = "Accounts")
class UserResource {

    private final Caller caller;
    private final AccountStore accounts;
    private final Accounts changes;
    private final Sessions sessions;
    private final Actors actors;

    UserResource(Caller caller, AccountStore accounts, Accounts changes, Sessions sessions, Actors actors) {
        this.caller = caller;
        this.accounts = accounts;
        this.changes = changes;
        this.sessions = sessions;
        this.actors = actors;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = User.class, responseCode = "201", responseDescription = "Created")
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "Create an account; the directory learns of the person under the same id")
    public User create(@NotNull @Valid NewUser wanted, @Context RoutingContext request) {
        return User.of(changes.create(
                caller.scope(),
                actors.of(request),
                wanted.email(),
                wanted.fullName(),
                wanted.password(),
                GivenRoles.checked(wanted.roles())));
    }

    @GET
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(
            summary = "The accounts, by e-mail address",
            description = "q finds those whose address or name contains it, in whatever letters.")
    public Users list(
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit,
            @RestQuery @Nullable @Size(max = 320) String cursor,
            @RestQuery @Nullable @Size(max = 200) String q) {
        var page = accounts.page(caller.scope(), q, cursor, limit + 1);
        var more = page.size() > limit;
        var items = page.stream().limit(limit).map(User::of).toList();
        return new Users(items, more ? items.get(limit - 1).email() : null);
    }

    @GET
    @Path("/{id}")
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "One account")
    public User read(@RestPath String id) {
        return User.of(accounts.get(caller.scope(), id));
    }

    @PATCH
    @Path("/{id}")
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(
            summary = "Change an account; what is absent stays",
            description = "A new password or new roles, or shutting the account, end its sessions.")
    public User change(@RestPath String id, @NotNull @Valid UserChange change, @Context RoutingContext request) {
        return User.of(changes.change(caller.scope(), actors.of(request), id, change));
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "Remove an account; the person stays in the directory, marked inactive")
    public void remove(@RestPath String id, @Context RoutingContext request) {
        changes.remove(caller.scope(), actors.of(request), id);
    }

    @DELETE
    @Path("/{id}/lock-out")
    @ResponseStatus(204)
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "Let somebody try to sign in again at once, after too many tries have failed")
    public void unlock(@RestPath String id, @Context RoutingContext request) {
        changes.unlock(caller.scope(), actors.of(request), id);
    }

    @DELETE
    @Path("/{id}/sessions")
    @ResponseStatus(204)
    @Extension(name = ManagesIdentity.EXTENSION, value = ManagesIdentity.SCOPE)
    @Operation(summary = "End all of somebody's sessions")
    public void endSessions(@RestPath String id, @Context RoutingContext request) {
        sessions.endAllOf(caller.scope(), actors.of(request), id);
    }

    /** An account somebody wants. */
    public record NewUser(
            @NotBlank @Email @Size(max = 320) String email,

            @NotNull @Schema(minLength = 12, maxLength = 128)
            String password,

            @JsonProperty("full_name") @NotBlank @Size(max = 200) String fullName,

            @Schema(type = SchemaType.ARRAY, implementation = RoleName.class) @NotEmpty List<@NotNull String> roles) {}

    /**
     * Accounts and where to go on.
     *
     * @param nextCursor for the next page; null on the last
     */
    public record Users(
            List<User> items,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    /** An account. */
    public record User(
            String id,
            String email,
            @JsonProperty("full_name") String fullName,

            @Schema(type = SchemaType.ARRAY, implementation = RoleName.class)
            List<String> roles,

            @JsonProperty("is_active") boolean isActive,
            @JsonProperty("created_at") Instant createdAt) {

        static User of(Account account) {
            return new User(
                    account.id,
                    account.email,
                    account.fullName,
                    List.of(account.roles),
                    account.active,
                    account.createdAt);
        }
    }
}
