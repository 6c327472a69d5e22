package io.opscope.kit.auth;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** Finds the issuer's keys where it publishes them; the issuer itself brings a resolver of its own instead. */
class PublishedKeys {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final long CACHE_SECONDS = 300;
    private static final long KEEP_WHEN_UNREACHABLE_SECONDS = 86_400;
    private static final long NO_REFRESH_AGAIN_WITHIN_MILLIS = 5_000;

    @Produces
    @Singleton
    @DefaultBean
    VerificationKeyResolver keys(AuthConfig config) {
        return config.jwks().map(PublishedKeys::given).orElseGet(() -> published(config));
    }

    private static VerificationKeyResolver given(String jwks) {
        try {
            return new JwksVerificationKeyResolver(new JsonWebKeySet(jwks).getJsonWebKeys());
        } catch (JoseException e) {
            throw new IllegalArgumentException("opscope.auth.jwks is not a JWK set", e);
        }
    }

    /** Fetched when first needed and again for a key id not seen before. */
    private static VerificationKeyResolver published(AuthConfig config) {
        var get = new Get();
        get.setConnectTimeout(TIMEOUT_MILLIS);
        get.setReadTimeout(TIMEOUT_MILLIS);
        var jwks = new HttpsJwks(config.jwksUrl().toString());
        jwks.setSimpleHttpGet(get);
        jwks.setDefaultCacheDuration(CACHE_SECONDS);
        jwks.setRetainCacheOnErrorDuration(KEEP_WHEN_UNREACHABLE_SECONDS);
        jwks.setRefreshReprieveThreshold(NO_REFRESH_AGAIN_WITHIN_MILLIS);
        return new HttpsJwksVerificationKeyResolver(jwks);
    }
}
