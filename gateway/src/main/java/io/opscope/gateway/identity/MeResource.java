package io.opscope.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.kit.auth.Caller;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tells callers who they are. */
@Path("/api/v1")
@Authenticated
@Tag(name = "Signing in")
class MeResource {

    private final Caller caller;
    private final AccountStore accounts;

    MeResource(Caller caller, AccountStore accounts) {
        this.caller = caller;
        this.accounts = accounts;
    }

    @GET
    @Path("/me")
    @Operation(summary = "Who the caller is", description = "An API key may speak for somebody without an account.")
    public Me me() {
        var scope = caller.scope();
        var account = accounts.ofCaller(scope);
        return new Me(
                scope.userId(),
                account.map(found -> found.email).orElse(null),
                account.map(found -> found.fullName).orElse(null),
                scope.roles().stream().sorted().toList(),
                scope.tenant());
    }

    @GET
    @Path("/auth/me")
    @Operation(summary = "The same as /api/v1/me")
    public Me meBesideSigningIn() {
        return me();
    }

    /** The caller, as records name users. */
    public record Me(
            String id,
            @Nullable String email,
            @JsonProperty("full_name") @Nullable String fullName,
            List<String> roles,
            String tenant) {}
}
