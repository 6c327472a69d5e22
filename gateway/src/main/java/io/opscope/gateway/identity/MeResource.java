package io.opscope.gateway.identity;

import io.opscope.kit.auth.Caller;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells callers who they are. */
@Path("/api/v1/me")
@Authenticated
@NeedsDatabase
@Tag(name = "Signing in")
class MeResource {

    private final Caller caller;
    private final AccountStore accounts;

    MeResource(Caller caller, AccountStore accounts) {
        this.caller = caller;
        this.accounts = accounts;
    }

    @GET
    @Operation(summary = "Who the caller is", description = "An API key may speak for somebody without an account.")
    public Me me() {
        var scope = caller.scope();
        return Me.of(scope, accounts.ofCaller(scope));
    }
}
