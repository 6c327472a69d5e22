package io.opscope.kit.auth;

import io.quarkus.arc.DefaultBean;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Finds the issuer's keys where it publishes them; the issuer itself brings a resolver of its own instead. */
@Singleton
class PublishedKeys {

    private static final int TIMEOUT_MILLIS = 1_000;
    private static final long NO_REFRESH_AGAIN_WITHIN_MILLIS = 5_000;
    private static final int TRIES_AT_START = 60;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private @Nullable HttpsJwks fetched;

    /** The first caller should not have to wait for them, nor meet an issuer that is away just then. */
    void fetch(@Observes StartupEvent event, VerificationKeyResolver keys) {
        var jwks = fetched;
        if (jwks != null) {
            var thread = new Thread(() -> fetch(jwks), "published-keys");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void fetch(HttpsJwks jwks) {
        for (var i = 0; i < TRIES_AT_START; i++) {
            try {
                jwks.getJsonWebKeys();
                return;
            } catch (JoseException | IOException e) {
                Log.debugf("The issuer's keys are not there yet: %s", e.getMessage());
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

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

    /** Fetched at the start, when needed and again for a key id not seen before. */
    private VerificationKeyResolver published(AuthConfig config) {
        var get = new Get();
        get.setConnectTimeout(TIMEOUT_MILLIS);
        get.setReadTimeout(TIMEOUT_MILLIS);
        var jwks = IssuerKeys.at(config.jwksUrl().toString(), get, PAUSE);
        jwks.setRefreshReprieveThreshold(NO_REFRESH_AGAIN_WITHIN_MILLIS);
        fetched = jwks;
        return new HttpsJwksVerificationKeyResolver(jwks);
    }
}
