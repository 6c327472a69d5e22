package io.opscope.gateway.forward;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.guard.Farewell;
import io.opscope.gateway.guard.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.time.Duration;

/**
 * A request of HTTP/2 for the gateway's own resources, held back until it costs nobody else anything. Its body is taken in
 * before they begin, since Quarkus closes the whole connection over one that is too long or does not come, and with it the
 * streams of whoever else is on it; and so is the first of its window, since the thread that answers would wait for it.
 */
final class OwnRequest {

    private final Vertx vertx;
    private final Farewell farewell;
    private final long idleMillis;

    OwnRequest(Vertx vertx, Farewell farewell, Duration idle) {
        this.vertx = vertx;
        this.farewell = farewell;
        this.idleMillis = idle.toMillis();
    }

    /** Goes on with the request once nothing has to be waited for any more, or refuses it. */
    void hold(RoutingContext context, long mostBytes) {
        var request = context.request();
        var announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (!Upload.isIn(request)) {
            awaitWindow(context);
        } else if (announced == null) {
            refuse(context, GatewayProblem.MALFORMED_REQUEST, "The length of the body has to be said here");
        } else if (Long.parseLong(announced) > mostBytes) {
            refuse(context, GatewayProblem.BODY_TOO_LONG, "At most " + mostBytes + " bytes are taken");
        } else {
            collect(context, Long.parseLong(announced));
        }
    }

    /** Netty sees to it that neither more nor less comes than was announced. */
    private void collect(RoutingContext context, long length) {
        var request = context.request();
        // as long as what has come, whatever was announced
        var body = Buffer.buffer();
        var timer = vertx.setTimer(idleMillis, late -> {
            request.handler(null);
            refuse(context, GatewayProblem.UPLOAD_STALLED, "The body did not arrive within " + idleMillis + " ms");
        });
        context.addEndHandler(ended -> vertx.cancelTimer(timer));
        request.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() == length) {
                vertx.cancelTimer(timer);
                // Before its end: Quarkus pauses whatever it begins with, and what has ended cannot be.
                request.pause();
                request.handler(null);
                ((RoutingContextInternal) context).setBody(body);
                awaitWindow(context);
            }
        });
        Upload.invite(request);
        request.resume();
    }

    /** A window that stays shut ends the stream: see {@code opscope.http2.stall}. */
    private static void awaitWindow(RoutingContext context) {
        var response = context.response();
        if (!response.writeQueueFull()) {
            context.next();
            return;
        }
        response.drainHandler(opened -> {
            response.drainHandler(null);
            context.next();
        });
    }

    private void refuse(RoutingContext context, GatewayProblem problem, String detail) {
        farewell.with(context);
        Refusal.end(context, problem, detail);
    }
}
