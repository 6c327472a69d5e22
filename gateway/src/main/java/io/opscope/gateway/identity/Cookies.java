package io.opscope.gateway.identity;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.time.Duration;
import java.util.Optional;

/** The two cookies of a browser that is signed in: one that proves it, and one that the page can read and send back. */
@Singleton
public class Cookies {

    /** Proves who the browser is signed in as; no script can read it. */
    public static final String SESSION = "opscope_session";

    /** Sent back as a header with everything that changes something; another site cannot read it. */
    public static final String CSRF = "opscope_csrf";

    private static final String SESSION_PURPOSE = "browser session";
    private static final String CSRF_PURPOSE = "csrf";

    private final Secret secret;
    private final boolean secure;
    private final SameSite reach;

    Cookies(Secret secret, ListedOrigins origins, IdentityConfig config) {
        this.secret = secret;
        // Browsers send cookies across sites only over TLS.
        this.secure = config.secureCookies() || origins.areAny();
        this.reach = origins.areAny() ? SameSite.NONE : SameSite.STRICT;
    }

    /** Whether a header says what the page was told. */
    public boolean isCsrf(String token, String sessionId) {
        return secret.proves(token, CSRF_PURPOSE, sessionId);
    }

    /** The session a cookie proves, if the proof is ours. */
    Optional<String> sessionOf(String cookie) {
        var dot = cookie.indexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        var session = cookie.substring(0, dot);
        return secret.proves(cookie.substring(dot + 1), SESSION_PURPOSE, session)
                ? Optional.of(session)
                : Optional.empty();
    }

    NewCookie[] signedIn(String sessionId, Duration lifetime) {
        var proof = sessionId + '.' + secret.proof(SESSION_PURPOSE, sessionId);
        return new NewCookie[] {
            cookie(SESSION, proof, true, lifetime), cookie(CSRF, secret.proof(CSRF_PURPOSE, sessionId), false, lifetime)
        };
    }

    NewCookie[] signedOut() {
        return new NewCookie[] {cookie(SESSION, "", true, Duration.ZERO), cookie(CSRF, "", false, Duration.ZERO)};
    }

    private NewCookie cookie(String name, String value, boolean httpOnly, Duration lifetime) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .httpOnly(httpOnly)
                .secure(secure)
                .sameSite(reach)
                .maxAge(Math.toIntExact(lifetime.toSeconds()))
                .build();
    }
}
