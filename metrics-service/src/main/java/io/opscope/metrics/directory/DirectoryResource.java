package io.opscope.metrics.directory;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Keeps what is known of the users and tools that records speak of. */
@Path("/api/v1/directory")
class DirectoryResource {

    private final Caller caller;
    private final DirectoryEntries entries;

    DirectoryResource(Caller caller, DirectoryEntries entries) {
        this.caller = caller;
        this.entries = entries;
    }

    @PUT
    @Path("/users/{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Creates or replaces a user's entry")
    public UserEntry putUser(
            @RestPath @Size(max = 200, message = "at most 200 characters") String id,
            @NotNull(message = "an object with email, full_name, is_active, created_at") @Valid UserEntry entry) {
        entries.put(caller.scope(), "users", id, entry);
        return entry;
    }

    /** A plain user sees no one but themselves. */
    @GET
    @Path("/users/{id}")
    @RolesAllowed({"admin", "viewer", "user"})
    @Operation(summary = "A user's entry")
    public UserEntry getUser(@RestPath String id) {
        var scope = caller.scope();
        return isVisible(scope, id)
                ? entries.user(scope, id).orElseThrow(() -> CommonProblem.notFound("user", id))
                : refuse(id);
    }

    @PUT
    @Path("/tools/{id}")
    @RolesAllowed("admin")
    @Operation(summary = "Creates or replaces a tool's entry")
    public ToolEntry putTool(
            @RestPath @Size(max = 200, message = "at most 200 characters") String id,
            @NotNull(message = "an object with name") @Valid ToolEntry entry) {
        entries.put(caller.scope(), "tools", id, entry);
        return entry;
    }

    @GET
    @Path("/tools/{id}")
    @RolesAllowed({"admin", "viewer", "user"})
    @Operation(summary = "A tool's entry")
    public ToolEntry getTool(@RestPath String id) {
        return entries.tool(caller.scope(), id).orElseThrow(() -> CommonProblem.notFound("tool", id));
    }

    private static boolean isVisible(Scope scope, String user) {
        return scope.onlyUser().map(user::equals).orElse(true);
    }

    private static UserEntry refuse(String id) {
        throw CommonProblem.notFound("user", id);
    }
}
