package io.opscope.gateway.guard;

import io.opscope.gateway.identity.Cookies;
import io.opscope.gateway.identity.Credentials;
import io.opscope.gateway.identity.Tickets;
import io.opscope.gateway.route.RouteTable;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * How somebody says who they are, and so in which words and by which scheme they are asked to do it better. Whether what they
 * showed was ever good is told to nobody.
 */
enum Challenge {
    NOTHING("Bearer", "Send Authorization: Bearer, X-API-Key, or sign in"),
    TOKEN("Bearer", "The token is none that is good here, or not any more: refresh it, or sign in again"),
    KEY_AS_TOKEN("Bearer", "The key is none that is good here"),
    KEY("ApiKey", "The key in X-API-Key is none that is good here"),
    TICKET("Bearer", "The ticket is none that is good here; each is good once, for a moment"),
    COOKIE("Bearer", "The session is none that goes on: sign in again");

    /** Where it is left with a request, since behind the door nothing is left of what was shown. */
    static final String ATTRIBUTE = "opscope.challenge";

    static final String API_KEY = "X-API-Key";
    static final String TICKET_PARAMETER = "ticket";

    private static final String BEARER = "bearer ";

    private final String scheme;
    private final String detail;

    Challenge(String scheme, String detail) {
        this.scheme = scheme;
        this.detail = detail;
    }

    /** What a request shows first; the others are not looked at. */
    static Challenge of(HttpServerRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? NOTHING
                    : Credentials.isKey(bearer(request)) ? KEY_AS_TOKEN : TOKEN;
        }
        if (request.headers().contains(API_KEY)) {
            return KEY;
        }
        if (Tickets.areFor(RouteTable.trimmed(request.path())) && request.getParam(TICKET_PARAMETER) != null) {
            return TICKET;
        }
        return request.getCookie(Cookies.SESSION) == null ? NOTHING : COOKIE;
    }

    /** What comes after the word, where a request shows it that way. */
    static String bearer(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION)
                .substring(BEARER.length())
                .trim();
    }

    /** What is to be done about it, in words. */
    String detail() {
        return detail;
    }

    /** {@code WWW-Authenticate} for who is not known, as RFC 6750 has it. */
    String unknown() {
        return this == NOTHING || this == COOKIE || this == TICKET ? scheme : scheme + " error=\"invalid_token\"";
    }

    /** The same for who is known and came with a key that was not made for it. */
    String insufficient(String scope) {
        return scheme + " error=\"insufficient_scope\", scope=\"" + scope + '"';
    }
}
