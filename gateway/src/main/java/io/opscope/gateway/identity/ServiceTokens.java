package io.opscope.gateway.identity;

import io.opscope.gateway.identity.TokenIssuer.Token;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Gives a service that works while nobody has called it a token for each tenant. Each is for one tenant, and of a role that
 * opens nothing but what this work takes.
 */
@Singleton
class ServiceTokens {

    private static final int SHORTEST_SECRET = 32;

    private final AccountStore accounts;
    private final TokenIssuer tokens;
    private final String monitoringSecret;

    ServiceTokens(AccountStore accounts, TokenIssuer tokens, IdentityConfig config) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.monitoringSecret = config.monitoringSecret().orElse("");
        if (!monitoringSecret.isEmpty() && monitoringSecret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "opscope.identity.monitoring-secret has fewer than " + SHORTEST_SECRET + " characters");
        }
    }

    /**
     * The monitoring service's tokens, by tenant.
     *
     * @throws AuthenticationFailedException when the secret is not the one, or there is none
     */
    Map<String, Token> forMonitoring(String secret) {
        if (monitoringSecret.isEmpty() || !isSame(secret, monitoringSecret)) {
            throw new AuthenticationFailedException("Not the secret of the monitoring service");
        }
        var all = new LinkedHashMap<String, Token>();
        for (var tenant : accounts.tenants()) {
            all.put(tenant, tokens.internalToken(new Scope(tenant, "monitoring-service", Set.of(Roles.ALERTING))));
        }
        return all;
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
