package io.opscope.gateway.identity;

import io.opscope.kit.auth.AuthConfig;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/** Reads the access tokens that callers bring back. */
@Singleton
class AccessTokens {

    private final JwtConsumer consumer;

    AccessTokens(KeyRing keys, AuthConfig auth) {
        this.consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setExpectedIssuer(auth.issuer())
                .setExpectedAudience(auth.audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setJwsAlgorithmConstraints(
                        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256))
                .build();
    }

    /** What a token says, if it is one of ours, for a caller, and still good. */
    Optional<Read> read(String token) {
        try {
            var claims = consumer.processToClaims(token);
            var session = claims.getStringClaimValue(TokenIssuer.SESSION);
            return session == null
                    ? Optional.empty()
                    : Optional.of(new Read(
                            session,
                            Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    record Read(String sessionId, Instant expiresAt) {}
}
