package io.opscope.kit.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the tokens that services are called with: RS256, issuer, audience, expiry, and the claims a {@link Scope} is
 * made of. A token found good is remembered by its SHA-256 until it expires.
 */
@ApplicationScoped
public class TokenVerifier {

    private final JwtConsumer consumer;
    private final Cache<ByteBuffer, VerifiedToken> remembered;

    TokenVerifier(AuthConfig config, VerificationKeyResolver keys) {
        this.consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setExpectedIssuer(config.issuer())
                .setExpectedAudience(config.audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(5)
                .setJwsAlgorithmConstraints(
                        new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256))
                .build();
        this.remembered =
                Caffeine.newBuilder().maximumSize(config.rememberedTokens()).build();
    }

    /** The answer for a token that is remembered, without verifying anything; never blocks. */
    public Optional<VerifiedToken> recall(String token) {
        var known = remembered.getIfPresent(digest(token));
        return known != null && Instant.now().isBefore(known.expiresAt()) ? Optional.of(known) : Optional.empty();
    }

    /** As {@link #recall}, for the value of an {@code Authorization} header; empty when it is another or none. */
    public Optional<VerifiedToken> recallBearer(@Nullable String authorization) {
        return authorization != null && BearerMechanism.isBearer(authorization)
                ? recall(BearerMechanism.token(authorization))
                : Optional.empty();
    }

    /**
     * Verifies a token; may fetch the issuer's keys and so block.
     *
     * @throws AuthenticationFailedException when it is not good, whatever the reason
     */
    public VerifiedToken verify(String token) {
        var known = recall(token);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            var verified = verified(consumer.processToClaims(token));
            remembered.put(digest(token), verified);
            return verified;
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw new AuthenticationFailedException("The token is not good", e);
        }
    }

    private static VerifiedToken verified(JwtClaims claims) throws MalformedClaimException {
        var tenant = claims.getStringClaimValue("tenant");
        var roles = claims.getStringListClaimValue("roles");
        if (tenant == null || roles == null) {
            throw new MalformedClaimException("tenant and roles are missing");
        }
        var expiresAt = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
        return new VerifiedToken(new Scope(tenant, claims.getSubject(), Set.copyOf(roles)), expiresAt);
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
