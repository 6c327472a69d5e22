package io.opscope.kit.testing;

import java.util.List;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Issues tokens as the gateway would, with a key made for this test run. */
public final class Tokens {

    private static final String KEY_PROPERTY = "opscope.test.signing-key";

    private Tokens() {}

    /** An {@code Authorization} header for a user of a tenant. */
    public static String bearer(String tenant, String userId, String... roles) {
        return "Bearer " + token(claims(tenant, userId, roles));
    }

    /** The claims of a token that services accept; change what the case needs. */
    public static JwtClaims claims(String tenant, String userId, String... roles) {
        var claims = new JwtClaims();
        claims.setIssuer("opscope");
        claims.setAudience("opscope");
        claims.setSubject(userId);
        claims.setStringClaim("tenant", tenant);
        claims.setStringListClaim("roles", List.of(roles));
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setGeneratedJwtId();
        return claims;
    }

    /** Signs the claims. */
    public static String token(JwtClaims claims) {
        try {
            var key = key();
            var signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half, as the services are configured with it. */
    public static String jwks() {
        return "{\"keys\":[" + key().toJson(OutputControlLevel.PUBLIC_ONLY) + "]}";
    }

    /** Kept as a system property, since test resources and tests may live in different class loaders. */
    private static synchronized RsaJsonWebKey key() {
        try {
            var kept = System.getProperty(KEY_PROPERTY);
            if (kept != null) {
                return (RsaJsonWebKey) org.jose4j.jwk.JsonWebKey.Factory.newJwk(kept);
            }
            var made = RsaJwkGenerator.generateJwk(2048);
            made.setKeyId("test");
            System.setProperty(KEY_PROPERTY, made.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            return made;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
