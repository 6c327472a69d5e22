package io.opscope.gateway.guard;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.identity.KeyUses;
import io.opscope.gateway.identity.Known;
import io.opscope.gateway.identity.Known.Via;
import io.opscope.gateway.route.RequiredScopes;
import io.opscope.gateway.route.RouteTable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Lets API keys do what they were made for, and notes that they were used. */
@Singleton
class ScopeCheck {

    private final RequiredScopes required;
    private final KeyUses uses;

    ScopeCheck(RequiredScopes required, KeyUses uses) {
        this.required = required;
        this.uses = uses;
    }

    void stand(@Observes Filters filters) {
        filters.register(ScopeCheck::note, FilterOrder.COUNT_ADDRESS);
        filters.register(this::check, FilterOrder.SCOPE);
    }

    private static void note(RoutingContext context) {
        context.put(Challenge.ATTRIBUTE, Challenge.of(context.request()));
        context.next();
    }

    private void check(RoutingContext context) {
        Known known = context.get(Known.ATTRIBUTE);
        if (known == null || known.via() != Via.API_KEY) {
            context.next();
            return;
        }
        uses.used(known.credentialId());
        var request = context.request();
        var scope = required.of(request.method().name(), RouteTable.trimmed(request.path()));
        if (known.scopes().stream().anyMatch(has -> has.text().equals(scope))) {
            context.next();
            return;
        }
        context.response()
                .putHeader(
                        "WWW-Authenticate",
                        context.<Challenge>get(Challenge.ATTRIBUTE).insufficient(scope));
        Refusal.end(
                context,
                GatewayProblem.SCOPE_MISSING,
                "This takes a key with the scope " + scope + "; this one has "
                        + known.scopes().stream().map(has -> has.text()).toList());
    }
}
