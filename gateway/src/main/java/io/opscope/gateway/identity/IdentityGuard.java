package io.opscope.gateway.identity;

import io.opscope.gateway.GatewayProblem;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Keeps API keys that were not made for it from managing accounts, keys and sessions, once more: the guard does so by the
 * address. It stands behind the choice of the method, so that no spelling of an address that the two would read differently
 * leads around it.
 */
class IdentityGuard {

    @ManagesIdentity
    @ServerRequestFilter
    public void check(RoutingContext request) {
        Known known = request.get(Known.ATTRIBUTE);
        if (known == null || !known.scopes().contains(KeyScope.ADMIN)) {
            throw GatewayProblem.SCOPE_MISSING.because(
                    "Managing accounts, keys, sessions and tenants takes a key with the scope admin"
                            + " whose owner is an admin, or signing in with a password");
        }
    }
}
