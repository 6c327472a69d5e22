package io.opscope.gateway.guard;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Makes an answer the last one of its connection. Saying {@code Connection: close} alone does not: Vert.x goes by what
 * the caller said, would serve what came behind a refused request, and keeps a connection with an unread body open.
 */
@Singleton
public class Farewell {

    /** How long the rest of a body is read past; closed at once, the answer would be lost to a reset. */
    private static final long LINGER_MILLIS = 500;

    /** The answer is all there is to say (RFC 9113, 8.1). */
    private static final long NO_ERROR = 0;

    private final Vertx vertx;
    private final Set<HttpConnection> over =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    Farewell(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whether the last answer of a request's connection was given, so that the request is nobody's. */
    boolean wasSaid(HttpServerRequest request) {
        return over.contains(request.connection());
    }

    /** Called before an answer begins: it will be the last one. */
    public void with(RoutingContext context) {
        var request = context.request();
        if (request.version() == HttpVersion.HTTP_2) {
            // Where the next request begins is never in doubt, and others may be under way.
            context.addEndHandler(ended -> cutShort(request));
            return;
        }
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        if (over.add(request.connection())) {
            context.addEndHandler(ended -> hangUp(request));
        }
    }

    /** What is left of a body is read past for a moment; then the caller is asked to stop. */
    private void cutShort(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.resume();
            vertx.setTimer(LINGER_MILLIS, late -> {
                if (!request.isEnded()) {
                    request.response().reset(NO_ERROR);
                }
            });
        }
    }

    private void hangUp(HttpServerRequest request) {
        request.resume();
        if (request.isEnded()) {
            request.connection().close();
        } else {
            vertx.setTimer(LINGER_MILLIS, late -> request.connection().close());
        }
    }
}
