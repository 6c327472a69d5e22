package io.opscope.gateway.guard;

import io.opscope.gateway.edge.HttpSyntax;
import io.opscope.gateway.identity.Cookies;
import io.opscope.gateway.identity.Tickets;
import io.opscope.gateway.route.RouteTable;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what two readers of the same request could understand differently. The gateway decides by what it reads, the
 * service answers what it reads: such a request could be let in as one thing and served as another. What cannot be read
 * at all never comes this far; the corpus in {@code src/test/resources/raw} has both.
 */
final class StrictHttp {

    private static final Pattern SESSION = Pattern.compile("(^|[;,\\s])" + Pattern.quote(Cookies.SESSION) + "\\s*=");

    /** Say who asks or from where: with two of them, it would be one here and another one there. */
    private static final List<CharSequence> SAID_ONCE = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.createOptimized(Challenge.API_KEY),
            HttpHeaders.createOptimized("X-CSRF-Token"),
            HttpHeaders.ORIGIN);

    /** In a draft of 2010 these stood for a body of eight bytes without a length, and Netty reads it to this day. */
    private static final CharSequence OLD_KEY_1 = HttpHeaders.createOptimized("Sec-WebSocket-Key1");

    private static final CharSequence OLD_KEY_2 = HttpHeaders.createOptimized("Sec-WebSocket-Key2");

    private StrictHttp() {}

    /** What is wrong with a request, in words for its sender; null when nothing is. */
    static @Nullable String flawOf(HttpServerRequest request) {
        var headers = request.headers();
        var hosts = headers.getAll(HttpHeaders.HOST);
        if (hosts.size() != 1) {
            return hosts.isEmpty() ? "The Host header is missing" : "There is more than one Host header";
        }
        if (!HttpSyntax.HOST.matcher(hosts.get(0)).matches()) {
            return "The Host header is not a host";
        }
        var target = StrictTarget.flawOf(request.uri(), hosts.get(0));
        if (target != null) {
            return target;
        }
        if (headers.contains("")) {
            return "There is a header without a name";
        }
        var framing = flawOfFraming(headers);
        return framing != null ? framing : flawOfIdentity(request);
    }

    private static @Nullable String flawOfFraming(MultiMap headers) {
        var lengths = headers.getAll(HttpHeaders.CONTENT_LENGTH);
        var encodings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        if (lengths.size() > 1 || (!lengths.isEmpty() && !encodings.isEmpty())) {
            return "The length of the body is said twice";
        }
        if (!lengths.isEmpty() && !HttpSyntax.LENGTH.matcher(lengths.get(0)).matches()) {
            return "The length of the body is no number";
        }
        if (encodings.size() > 1 || (!encodings.isEmpty() && !encodings.get(0).equalsIgnoreCase("chunked"))) {
            return "The body is framed in a way that is not understood here";
        }
        return headers.contains(OLD_KEY_1) || headers.contains(OLD_KEY_2)
                ? "A WebSocket of this kind is not spoken any more"
                : null;
    }

    private static @Nullable String flawOfIdentity(HttpServerRequest request) {
        var headers = request.headers();
        for (var name : SAID_ONCE) {
            if (headers.getAll(name).size() > 1) {
                return "There is more than one " + name;
            }
        }
        var sessions = 0L;
        for (var cookies : headers.getAll(HttpHeaders.COOKIE)) {
            sessions += SESSION.matcher(cookies).results().count();
        }
        if (sessions > 1) {
            return "There is more than one cookie " + Cookies.SESSION;
        }
        return Tickets.areFor(RouteTable.trimmed(request.path())) ? flawOfTicket(request) : null;
    }

    private static @Nullable String flawOfTicket(HttpServerRequest request) {
        var query = request.query();
        if (query != null && query.indexOf(';') >= 0) {
            return "The query has a semicolon, which separates parameters for some and not for others";
        }
        return request.params().getAll(Challenge.TICKET_PARAMETER).size() > 1 ? "There is more than one ticket" : null;
    }
}
