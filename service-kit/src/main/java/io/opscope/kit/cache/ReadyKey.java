package io.opscope.kit.cache;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.auth.TokenVerifier;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that an answer that lies ready depends on.
 *
 * @param scope whose it is; nobody else is ever given it, not even who may see the same
 * @param target path and query as they were sent: what means the same in other words is kept apart
 * @param accept as it was sent
 * @param zipped whether the caller takes gzip
 */
record ReadyKey(Scope scope, String target, @Nullable String accept, boolean zipped) {

    private static final String GZIP = "gzip";

    /** A request that has one of these wants something that resources have to decide. */
    private static final List<CharSequence> NOT_PLAIN = List.of(
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.createOptimized("if-unmodified-since"),
            HttpHeaders.createOptimized("if-range"),
            HttpHeaders.createOptimized("range"),
            HttpHeaders.EXPECT,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.TRANSFER_ENCODING);

    /** Of a plain GET by somebody whose token is known to be good at this moment; none for anything else. */
    static Optional<ReadyKey> of(HttpServerRequest request, TokenVerifier tokens) {
        var headers = request.headers();
        if (request.method() != HttpMethod.GET || !isPlain(headers)) {
            return Optional.empty();
        }
        var encodings = headers.get(HttpHeaders.ACCEPT_ENCODING);
        var zipped = encodings != null && takesGzip(encodings);
        if (encodings != null && !zipped) {
            return Optional.empty();
        }
        return tokens.recallBearer(headers.get(HttpHeaders.AUTHORIZATION))
                .map(token -> new ReadyKey(token.scope(), request.uri(), headers.get(HttpHeaders.ACCEPT), zipped));
    }

    private static boolean isPlain(MultiMap headers) {
        for (var name : NOT_PLAIN) {
            if (headers.contains(name)) {
                return false;
            }
        }
        var length = headers.get(HttpHeaders.CONTENT_LENGTH);
        // some clients send one with every request that may have a body
        return length == null || length.equals("0");
    }

    /** Who weighs encodings against each other is left to who can weigh them. */
    private static boolean takesGzip(String encodings) {
        var small = encodings.toLowerCase(Locale.ROOT);
        return small.contains(GZIP) && small.indexOf(';') < 0;
    }
}
