package io.opscope.gateway.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpScheme;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request of HTTP/2. Netty checks names for upper case and for what is of a connection only, and Vert.x
 * takes the first of two paths; what both let through could be read in another way by somebody in front, or become another
 * request where it is written on as HTTP/1.1.
 */
final class Http2Head {

    /** As long as the first line of HTTP/1.1 may be, here and at the services. */
    private static final int LONGEST_PATH = 4000;

    private static final int LONGEST_METHOD = 32;
    private static final char DELETE = 0x7f;
    private static final char LATIN_1 = 0xff;

    /** What a token may have beside letters and digits (RFC 9110, 5.6.2). */
    private static final String TOKEN = "!#$%&'*+-.^_`|~";

    private Http2Head() {}

    /** What makes a head malformed (RFC 9113, 8); null when nothing does. */
    static @Nullable String flawOf(Http2Headers head, long longestBody) {
        for (var pseudo : PseudoHeaderName.values()) {
            if (head.getAll(pseudo.value()).size() > 1) {
                return "two of " + pseudo.value();
            }
        }
        var flaw = flawOfRequest(head);
        if (flaw == null) {
            flaw = flawOfHost(head);
        }
        for (var header : head) {
            if (flaw != null) {
                return flaw;
            }
            flaw = flawOf(header.getKey(), header.getValue());
        }
        return flaw == null ? flawOfLength(head, longestBody) : flaw;
    }

    private static @Nullable String flawOfRequest(Http2Headers head) {
        var method = head.method();
        if (method == null || method.length() > LONGEST_METHOD || !isToken(method, true)) {
            return "no method";
        }
        if ("CONNECT".contentEquals(method)) {
            return "nobody is connected with anybody here";
        }
        if (head.contains(PseudoHeaderName.PROTOCOL.value())) {
            return "no other protocol is offered";
        }
        var scheme = head.scheme();
        if (scheme == null || !("http".contentEquals(scheme) || "https".contentEquals(scheme))) {
            return "no scheme of ours";
        }
        var path = head.path();
        if (path == null || path.length() == 0 || path.charAt(0) != '/') {
            return "the path is none";
        }
        return path.length() > LONGEST_PATH ? "the path is too long" : null;
    }

    /** Vert.x reads Host where the authority cannot be read, and looks at the first one only. */
    private static @Nullable String flawOfHost(Http2Headers head) {
        var authority = head.authority();
        if (authority == null || !HttpSyntax.HOST.matcher(authority).matches()) {
            return "the authority is none";
        }
        var hosts = head.getAll(HttpHeaderNames.HOST);
        return hosts.size() > 1
                        || (hosts.size() == 1 && !hosts.get(0).toString().equalsIgnoreCase(authority.toString()))
                ? "Host is not the authority"
                : null;
    }

    private static @Nullable String flawOf(CharSequence name, CharSequence value) {
        if (!PseudoHeaderName.isPseudoHeader(name) && !isToken(name, false)) {
            return "the name of a header is none";
        }
        for (var i = 0; i < value.length(); i++) {
            var character = value.charAt(i);
            if ((character < ' ' && character != '\t') || character == DELETE || character > LATIN_1) {
                return "the value of a header has a control character";
            }
        }
        return value.length() > 0 && (isSpace(value.charAt(0)) || isSpace(value.charAt(value.length() - 1)))
                ? "the value of a header begins or ends with a space"
                : null;
    }

    private static @Nullable String flawOfLength(Http2Headers head, long longestBody) {
        for (var length : head.getAll(HttpHeaderNames.CONTENT_LENGTH)) {
            if (!HttpSyntax.LENGTH.matcher(length).matches() || Long.parseLong(length.toString()) > longestBody) {
                return "the length of the body is none";
            }
        }
        return null;
    }

    private static boolean isToken(CharSequence name, boolean mayHaveCapitals) {
        for (var i = 0; i < name.length(); i++) {
            var character = name.charAt(i);
            var fits = (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || (mayHaveCapitals && character >= 'A' && character <= 'Z')
                    || TOKEN.indexOf(character) >= 0;
            if (!fits) {
                return false;
            }
        }
        return name.length() > 0;
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\t';
    }

    /**
     * Says what HTTP/2 says otherwise in the words of HTTP/1.1, which all that follows reads: who is asked, one line of
     * cookies, and whether there is a body. The scheme is that of the connection, whatever the caller says it is. No caller can have said the last: it would have been malformed.
     */
    static void translate(Http2Headers head, boolean hasEnded, boolean overTls) {
        head.scheme(overTls ? HttpScheme.HTTPS.name() : HttpScheme.HTTP.name());
        head.set(HttpHeaderNames.HOST, head.authority());
        var crumbs = head.getAll(HttpHeaderNames.COOKIE);
        if (crumbs.size() > 1) {
            head.set(HttpHeaderNames.COOKIE, String.join("; ", crumbs));
        }
        if (!hasEnded && !head.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            head.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
    }
}
