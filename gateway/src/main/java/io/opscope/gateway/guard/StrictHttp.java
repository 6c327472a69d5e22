package io.opscope.gateway.guard;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what two readers of the same request could understand differently. The gateway decides by what it reads, the
 * service answers what it reads: such a request could be let in as one thing and served as another.
 */
final class StrictHttp {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._~\\-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
    private static final Pattern ESCAPED_SEPARATOR = Pattern.compile("%(2f|5c|2e|00)", Pattern.CASE_INSENSITIVE);

    private StrictHttp() {}

    /** What is wrong with a request, in words for its sender; null when nothing is. */
    static @Nullable String flawOf(HttpServerRequest request) {
        var hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() != 1) {
            return hosts.isEmpty() ? "The Host header is missing" : "There is more than one Host header";
        }
        if (!HOST.matcher(hosts.get(0)).matches()) {
            return "The Host header is not a host";
        }
        var target = flawOfTarget(request.uri(), hosts.get(0));
        return target != null ? target : flawOfFraming(request);
    }

    private static @Nullable String flawOfTarget(String uri, String host) {
        var path = uri;
        if (!uri.startsWith("/")) {
            var scheme = uri.indexOf("://");
            if (scheme < 0) {
                return "The request target is neither a path nor an address";
            }
            var slash = uri.indexOf('/', scheme + 3);
            var authority = uri.substring(scheme + 3, slash < 0 ? uri.length() : slash);
            if (!authority.equalsIgnoreCase(host)) {
                return "The address of the request is not the one in its Host header";
            }
            path = slash < 0 ? "/" : uri.substring(slash);
        }
        return flawOfPath(path);
    }

    private static @Nullable String flawOfPath(String pathAndQuery) {
        var query = pathAndQuery.indexOf('?');
        var path = query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
        if (path.indexOf('%') >= 0 && ESCAPED_SEPARATOR.matcher(path).find()) {
            return "The path hides a separator in an escape";
        }
        if (path.indexOf('\\') >= 0 || path.indexOf('#') >= 0 || path.indexOf(';') >= 0) {
            return "The path has a character that does not belong in one";
        }
        if (path.contains("//")) {
            return "The path has an empty segment";
        }
        if (path.contains("/./") || path.contains("/../") || path.endsWith("/.") || path.endsWith("/..")) {
            return "The path has a relative segment";
        }
        return null;
    }

    private static @Nullable String flawOfFraming(HttpServerRequest request) {
        var lengths = request.headers().getAll(HttpHeaders.CONTENT_LENGTH);
        var encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (lengths.size() > 1 || (!lengths.isEmpty() && !encodings.isEmpty())) {
            return "The length of the body is said twice";
        }
        if (encodings.size() > 1
                || (!encodings.isEmpty()
                        && !encodings.get(0).toLowerCase(Locale.ROOT).equals("chunked"))) {
            return "The body is framed in a way that is not understood here";
        }
        return request.headers().getAll(HttpHeaders.AUTHORIZATION).size() > 1 ? "There are two Authorizations" : null;
    }
}
