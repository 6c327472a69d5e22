package io.opscope.gateway.forward;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers go on. Those that speak of one connection stay on it, those that say who somebody is are only believed
 * from the gateway, and what the gateway says about the way so far is its own.
 */
final class HeaderRules {

    static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
    static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("X-Forwarded-Proto");
    static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("X-Forwarded-Host");

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Cookies are the gateway's own, and what a service runs on is nobody's business outside. */
    private static final Set<String> KEPT_INSIDE = Set.of("set-cookie", "set-cookie2", "server");

    private HeaderRules() {}

    /** What the service is told. */
    static void request(HttpServerRequest from, MultiMap to, CharSequence authorization) {
        var nominated = nominated(from.headers());
        for (var header : from.headers()) {
            var name = lower(header.getKey());
            if (!HOP_BY_HOP.contains(name) && !nominated.contains(name) && !Claims.include(name)) {
                to.add(header.getKey(), header.getValue());
            }
        }
        to.set(HttpHeaders.AUTHORIZATION, authorization);
        var remote = from.remoteAddress();
        if (remote != null && remote.hostAddress() != null) {
            to.set(FORWARDED_FOR, remote.hostAddress());
        }
        to.set(FORWARDED_PROTO, from.scheme() == null ? "http" : from.scheme());
        var host = from.getHeader(HttpHeaders.HOST);
        if (host != null) {
            to.set(FORWARDED_HOST, host);
        }
    }

    /** What the client is told. */
    static void response(MultiMap from, MultiMap to, Replica service) {
        var nominated = nominated(from);
        for (var header : from) {
            var name = lower(header.getKey());
            if (HOP_BY_HOP.contains(name) || nominated.contains(name) || KEPT_INSIDE.contains(name)) {
                continue;
            }
            to.add(header.getKey(), name.equals("location") ? relative(header.getValue(), service) : header.getValue());
        }
        if (!to.contains("X-Content-Type-Options")) {
            to.set("X-Content-Type-Options", "nosniff");
        }
    }

    /** A service that names itself would lead past the gateway. */
    private static String relative(String location, Replica service) {
        var origin = service.origin();
        return location.startsWith(origin + "/") ? location.substring(origin.length()) : location;
    }

    /** Headers that Connection says are for this connection only. */
    private static Set<String> nominated(MultiMap headers) {
        var connection = headers.getAll(HttpHeaders.CONNECTION);
        if (connection.isEmpty()) {
            return Set.of();
        }
        var names = new HashSet<String>();
        for (var value : connection) {
            for (var name : value.split(",")) {
                names.add(lower(name.strip()));
            }
        }
        // Framing is not for the sender to take away: it would change where the body ends.
        names.remove("content-length");
        return names;
    }

    /** Whether headers of a name in lower case speak of one connection only. */
    static boolean areForOneConnection(String name) {
        return HOP_BY_HOP.contains(name);
    }

    private static String lower(String name) {
        for (var i = 0; i < name.length(); i++) {
            if (AsciiString.isUpperCase(name.charAt(i))) {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }
}
