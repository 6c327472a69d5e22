package io.opscope.metrics.directory;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
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

/** Keeps what is known of the users, tools, campaigns, accounts and routes that records speak of. */
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
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Creates or replaces a user's entry")
    public UserEntry putUser(
            @RestPath @Size(max = 200, message = "at most 200 characters") String id,
            @NotNull(message = "an object with email, full_name, is_active, created_at") @Valid UserEntry entry) {
        entries.put(caller.scope(), "users", id, entry);
        return entry;
    }

    @GET
    @Path("/users/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
    @Operation(summary = "A user's entry", description = "A plain user sees no one but themselves")
    public UserEntry getUser(@RestPath String id) {
        return entries.user(caller.scope(), id).orElseThrow(() -> CommonProblem.notFound("user", id));
    }

    @PUT
    @Path("/tools/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Creates or replaces a tool's entry")
    public ToolEntry putTool(
            @RestPath @Size(max = 200, message = "at most 200 characters") String id,
            @NotNull(message = "an object with name") @Valid ToolEntry entry) {
        entries.put(caller.scope(), "tools", id, entry);
        return entry;
    }

    @GET
    @Path("/tools/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
    @Operation(summary = "A tool's entry")
    public ToolEntry getTool(@RestPath String id) {
        return entries.tool(caller.scope(), id).orElseThrow(() -> CommonProblem.notFound("tool", id));
    }

    @PUT
    @Path("/campaigns/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Creates or replaces a campaign's entry")
    public CampaignEntry putCampaign(
            @RestPath @Size(max = 200, message = "at most 200 characters") String id,
            @NotNull(message = "an object with name, total_recipients, account_id") @Valid CampaignEntry entry) {
        entries.put(caller.scope(), "campaigns", id, entry);
        return entry;
    }

    @GET
    @Path("/campaigns/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
    @Operation(summary = "A campaign's entry", description = "A plain user sees those of accounts they own")
    public CampaignEntry getCampaign(@RestPath String id) {
        return entries.campaign(caller.scope(), id).orElseThrow(() -> CommonProblem.notFound("campaign", id));
    }

    @PUT
    @Path("/accounts/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Creates or replaces an account's entry")
    public AccountEntry putAccount(
            @RestPath @Size(max = 200, message = "at most 200 characters") String id,
            @NotNull(message = "an object with name, balance, tps_limit, owners") @Valid AccountEntry entry) {
        entries.put(caller.scope(), "accounts", id, entry);
        return entry;
    }

    @GET
    @Path("/accounts/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
    @Operation(summary = "An account's entry", description = "A plain user sees those they own")
    public AccountEntry getAccount(@RestPath String id) {
        return entries.account(caller.scope(), id).orElseThrow(() -> CommonProblem.notFound("account", id));
    }

    @PUT
    @Path("/routes/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Creates or replaces a route's entry")
    public RouteEntry putRoute(
            @RestPath @Size(max = 200, message = "at most 200 characters") String id,
            @NotNull(message = "an object with name, capacity_tps") @Valid RouteEntry entry) {
        entries.put(caller.scope(), "routes", id, entry);
        return entry;
    }

    @GET
    @Path("/routes/{id}")
    @RolesAllowed({Roles.ADMIN, Roles.VIEWER, Roles.USER})
    @Operation(summary = "A route's entry")
    public RouteEntry getRoute(@RestPath String id) {
        return entries.route(caller.scope(), id).orElseThrow(() -> CommonProblem.notFound("route", id));
    }
}
