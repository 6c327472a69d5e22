package io.opscope.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.kit.auth.AuthConfig;
import io.opscope.kit.auth.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Issues the tokens the services trust. Signing costs about a millisecond, and every new token has to be verified by
 * every service, so one for the same caller is handed out again while half of its life is left.
 */
@Singleton
class TokenIssuer {

    /** The claim that ties an access token to the sign-in it came from. */
    static final String SESSION = "sid";

    private final KeyRing keys;
    private final AuthConfig auth;
    private final Duration lifetime;
    private final Cache<Purpose, Token> issued;

    TokenIssuer(KeyRing keys, AuthConfig auth, IdentityConfig config) {
        this.keys = keys;
        this.auth = auth;
        this.lifetime = config.accessTokenLifetime();
        this.issued = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(lifetime.dividedBy(2))
                // its upkeep is too little to wake another thread for
                .executor(Runnable::run)
                .build();
    }

    /** A token for a signed-in caller to keep; it ends with the session. */
    Token accessToken(Scope scope, String sessionId) {
        return sign(scope, sessionId);
    }

    /** A token for the way from the gateway to the services, never shown to anybody. */
    Token internalToken(Scope scope) {
        return issued.get(new Purpose(scope, keys.signer(Instant.now()).kid()), purpose -> sign(scope, null));
    }

    private Token sign(Scope scope, @Nullable String sessionId) {
        var now = Instant.now();
        var expiresAt = now.plus(lifetime);
        var claims = new JwtClaims();
        claims.setIssuer(auth.issuer());
        claims.setAudience(auth.audience());
        claims.setSubject(scope.userId());
        claims.setStringClaim("tenant", scope.tenant());
        claims.setStringListClaim("roles", List.copyOf(scope.roles()));
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
        claims.setGeneratedJwtId();
        if (sessionId != null) {
            claims.setStringClaim(SESSION, sessionId);
        }
        var signer = keys.signer(now);
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(signer.kid());
        signature.setKey(signer.key());
        signature.setPayload(claims.toJson());
        try {
            return new Token(signature.getCompactSerialization(), expiresAt);
        } catch (JoseException e) {
            throw new IllegalStateException("RS256 is not available", e);
        }
    }

    record Token(String text, Instant expiresAt) {}

    private record Purpose(Scope scope, String kid) {}
}
