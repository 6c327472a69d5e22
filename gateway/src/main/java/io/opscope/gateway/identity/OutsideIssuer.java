package io.opscope.gateway.identity;

import io.opscope.kit.auth.AuthConfig;
import io.opscope.kit.auth.IssuerKeys;
import io.opscope.kit.auth.Scope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.base64url.Base64Url;
import org.jose4j.http.Get;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of an outside issuer. Its keys are fetched when first needed and for a key id not seen before, and the
 * last good set is kept for a day while it cannot be reached.
 */
@Singleton
class OutsideIssuer {

    private static final int TIMEOUT_MILLIS = 500;
    private static final Duration NO_REFRESH_AGAIN_WITHIN = Duration.ofSeconds(2);
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final int LONGEST_NAME = 200;

    private final OidcConfig config;
    private final @Nullable JwtConsumer consumer;

    OutsideIssuer(OidcConfig config, AuthConfig own) {
        this.config = config;
        this.consumer =
                config.issuer().map(issuer -> consumer(issuer, config, own)).orElse(null);
    }

    private static JwtConsumer consumer(String issuer, OidcConfig config, AuthConfig own) {
        if (issuer.equals(own.issuer())) {
            throw new IllegalArgumentException("opscope.oidc.issuer is our own");
        }
        if (config.clockSkew().isNegative() || config.clockSkew().compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("opscope.oidc.clock-skew is not between 0 and 5 minutes");
        }
        GivenRoles.checked(config.roles().values());
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        keys(required("jwks-url", config.jwksUrl()).toString()))
                .setExpectedIssuer(issuer)
                .setExpectedAudience(required("audience", config.audience()))
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds())
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .build();
    }

    private static <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(
                () -> new IllegalArgumentException("opscope.oidc." + name + " has to be given with the issuer"));
    }

    private static HttpsJwksVerificationKeyResolver keys(String url) {
        var get = new Get();
        get.setConnectTimeout(TIMEOUT_MILLIS);
        get.setReadTimeout(TIMEOUT_MILLIS);
        get.setRetries(0);
        var jwks = IssuerKeys.at(url, get, NO_REFRESH_AGAIN_WITHIN);
        jwks.setRefreshReprieveThreshold(NO_REFRESH_AGAIN_WITHIN.toMillis());
        return new HttpsJwksVerificationKeyResolver(jwks);
    }

    /** Whether a token says that it is the issuer's; nothing is verified. */
    boolean isNamedBy(String token) {
        var first = token.indexOf('.');
        var second = token.indexOf('.', first + 1);
        if (consumer == null || first < 0 || second < 0) {
            return false;
        }
        try {
            var claims = JwtClaims.parse(Base64Url.decodeToUtf8String(token.substring(first + 1, second)));
            return config.issuer()
                    .filter(String.valueOf(claims.getClaimValue("iss"))::equals)
                    .isPresent();
        } catch (InvalidJwtException | RuntimeException e) {
            return false;
        }
    }

    /** Whom a token speaks for, if it is the issuer's, for us, still good, and gives a role. May fetch keys and so block. */
    Optional<Read> read(String token) {
        if (consumer == null) {
            return Optional.empty();
        }
        try {
            var claims = consumer.processToClaims(token);
            var tenant = claims.hasClaim(config.tenantClaim())
                    ? claims.getStringClaimValue(config.tenantClaim())
                    : config.tenant().orElse("");
            var roles = roles(claims);
            if (!isName(tenant) || !isName(claims.getSubject()) || roles.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Read(
                    new Scope(tenant, claims.getSubject(), roles),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    private Set<String> roles(JwtClaims claims) {
        @Nullable Object found = claims.getClaimsMap();
        for (var step : config.rolesClaim().split("\\.")) {
            found = found instanceof Map<?, ?> object ? object.get(step) : null;
        }
        Collection<?> theirs = found instanceof Collection<?> list ? list : found == null ? List.of() : List.of(found);
        return theirs.stream()
                .map(their -> config.roles().get(String.valueOf(their)))
                .filter(our -> our != null)
                .collect(Collectors.toSet());
    }

    record Read(Scope scope, Instant expiresAt) {}
}
