package io.opscope.metrics.live;

import io.opscope.kit.auth.TokenVerifier;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets nobody open a socket who is not signed in. The permissions of HTTP come too late for upgrades, which the
 * WebSocket extension answers before them. It hands a session the name of its user and nothing else, so the name is
 * the token: the session looks up what it stands for, and sees when it has run out.
 */
@ApplicationScoped
class UpgradeGuard {

    /** After requests were told how to authenticate (200), before upgrades are answered (100). */
    private static final int PRIORITY = 150;

    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final String BEARER = "Bearer ";

    private final TokenVerifier tokens;

    UpgradeGuard(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext request) {
        if (!request.normalizedPath().startsWith("/ws/")) {
            request.next();
            return;
        }
        var header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            refuse(request, UNAUTHENTICATED);
            return;
        }
        var token = header.substring(BEARER.length());
        // verifying may fetch keys; no byte of the upgrade may be lost meanwhile
        request.request().pause();
        request.vertx()
                .executeBlocking(() -> tokens.verify(token), false)
                .onSuccess(verified -> {
                    request.request().resume();
                    if (!LiveRoom.isFor(verified.scope())) {
                        refuse(request, FORBIDDEN);
                        return;
                    }
                    request.setUser(namedBy(token));
                    request.next();
                })
                .onFailure(reason -> refuse(request, UNAUTHENTICATED));
    }

    private static QuarkusHttpUser namedBy(String token) {
        return new QuarkusHttpUser(QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token))
                .build());
    }

    private static void refuse(RoutingContext request, int status) {
        request.response()
                .setStatusCode(status)
                .putHeader("WWW-Authenticate", "Bearer")
                .putHeader(HttpHeaders.CONTENT_LENGTH, "0")
                .end();
    }
}
