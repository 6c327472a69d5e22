package io.opscope.gateway.identity;

import io.opscope.kit.auth.Scope;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.Set;

/**
 * Somebody who was recognised.
 *
 * @param scope what they may see
 * @param via what they showed
 * @param credentialId the session or the API key
 * @param goodUntil when what they showed ends by itself
 * @param scopes what an API key may be used for; people may use what they showed for everything
 * @param authorization what the services are shown instead: an Authorization header, in the bytes that it is sent as
 */
public record Known(
        Scope scope,
        Via via,
        String credentialId,
        Instant goodUntil,
        Set<KeyScope> scopes,
        CharSequence authorization) {

    /** The same caller with another token for the services. */
    Known with(String newToken) {
        return new Known(scope, via, credentialId, goodUntil, scopes, bearer(newToken));
    }

    /** What {@code Authorization} says when it shows a token. */
    static CharSequence bearer(String token) {
        return HttpHeaders.createOptimized("Bearer " + token);
    }

    /** Where the guard leaves it on the request. */
    public static final String ATTRIBUTE = "opscope.known";

    /** What somebody was recognised by. */
    public enum Via {
        ACCESS_TOKEN,
        API_KEY,
        OUTSIDE_TOKEN,
        COOKIE
    }
}
