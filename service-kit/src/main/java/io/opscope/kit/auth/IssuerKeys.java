package io.opscope.kit.auth;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * The keys that an issuer publishes at an address, kept for five minutes or as long as its answer says. While they cannot
 * be fetched, the last good ones stay for a day at most, and it is tried again every half minute: a key that was withdrawn
 * meanwhile is not trusted for long once the issuer is back.
 */
public final class IssuerKeys implements SimpleGet {

    private static final Duration CACHE = Duration.ofMinutes(5);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(30);
    private static final Duration KEEP_WHEN_UNREACHABLE = Duration.ofDays(1);

    private final HttpsJwks jwks;
    private final SimpleGet get;
    private final Duration tryAgainAfter;
    private final Duration keepWhenUnreachable;
    private final Duration pause;
    private boolean failed;
    private long failedNanos;
    private long fetchedNanos;

    IssuerKeys(String url, SimpleGet get, Duration pause, Duration tryAgainAfter, Duration keepWhenUnreachable) {
        this.get = get;
        this.pause = pause;
        this.tryAgainAfter = tryAgainAfter;
        this.keepWhenUnreachable = keepWhenUnreachable;
        this.jwks = new HttpsJwks(url);
        jwks.setDefaultCacheDuration(CACHE.toSeconds());
        jwks.setRetainCacheOnErrorDuration(tryAgainAfter.toSeconds());
        jwks.setSimpleHttpGet(this);
    }

    /**
     * The keys at an address.
     *
     * @param get how they are fetched; it brings the time-outs
     * @param pause how long after a failure the next one is known at once: whoever needs keys waits for them one after the
     *     other, and anybody can ask for keys that are not there; none where nobody listens, as nobody waits there
     */
    public static HttpsJwks at(String url, SimpleGet get, Duration pause) {
        return new IssuerKeys(url, get, pause, TRY_AGAIN_AFTER, KEEP_WHEN_UNREACHABLE).jwks;
    }

    HttpsJwks jwks() {
        return jwks;
    }

    /** Called by {@link HttpsJwks} by one at a time. */
    @Override
    public SimpleResponse get(String location) throws IOException {
        if (failed && System.nanoTime() - failedNanos < pause.toNanos()) {
            throw new IOException("The issuer's keys could not be fetched a moment ago");
        }
        try {
            var response = get.get(location);
            new JsonWebKeySet(response.getBody());
            failed = false;
            fetchedNanos = System.nanoTime();
            jwks.setRetainCacheOnErrorDuration(tryAgainAfter.toSeconds());
            return response;
        } catch (IOException | JoseException e) {
            // where nobody listens that is known at once anyway; the next caller may be the first after the issuer's
            // start
            failed = !(e instanceof ConnectException);
            failedNanos = System.nanoTime();
            if (failedNanos - fetchedNanos > keepWhenUnreachable.toNanos()) {
                jwks.setRetainCacheOnErrorDuration(0);
            }
            throw new IOException("The issuer's keys cannot be fetched: " + e.getMessage(), e);
        }
    }
}
