package io.opscope.kit.auth;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Signs a request in by the internal token in {@code Authorization: Bearer}. */
@ApplicationScoped
class BearerMechanism implements HttpAuthenticationMechanism {

    private static final String PREFIX = "bearer ";

    private final TokenVerifier tokens;

    BearerMechanism(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager manager) {
        var header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return Uni.createFrom().nullItem();
        }
        if (!isBearer(header)) {
            return Uni.createFrom().failure(new AuthenticationFailedException("Only Bearer is known"));
        }
        var token = token(header);
        var known = tokens.recall(token);
        if (known.isPresent()) {
            return Uni.createFrom().item(identity(known.get()));
        }
        return Uni.createFrom()
                .item(() -> identity(tokens.verify(token)))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    static boolean isBearer(String header) {
        return header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    static String token(String header) {
        return header.substring(PREFIX.length()).trim();
    }

    private static SecurityIdentity identity(VerifiedToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(token.scope().userId()))
                .addRoles(token.scope().roles())
                .addAttribute(Caller.ATTRIBUTE, token)
                .build();
    }
}
