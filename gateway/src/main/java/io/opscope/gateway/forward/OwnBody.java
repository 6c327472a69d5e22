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
 * The body of a request of HTTP/2 for the gateway's own resources, taken in before they begin. Quarkus closes the whole
 * connection over one that is too long or does not come, and with it the streams of whoever else is on it.
 */
final class OwnBody {

    private final Vertx vertx;
    private final Farewell farewell;
    private final long mostBytes;
    private final long idleMillis;

    OwnBody(Vertx vertx, Farewell farewell, long mostBytes, Duration idle) {
        this.vertx = vertx;
        this.farewell = farewell;
        this.mostBytes = mostBytes;
        this.idleMillis = idle.toMillis();
    }

    /** Goes on with the request once all of its body is there, or refuses it. */
    void takeIn(RoutingContext context) {
        var request = context.request();
        var announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null) {
            refuse(context, GatewayProblem.MALFORMED_REQUEST, "The length of the body has to be said here");
        } else if (Long.parseLong(announced) > mostBytes) {
            refuse(context, GatewayProblem.BODY_TOO_LONG, "At most " + mostBytes + " bytes are taken");
        } else {
            collect(context, Integer.parseInt(announced));
        }
    }

    /** Netty sees to it that neither more nor less comes than was announced. */
    private void collect(RoutingContext context, int length) {
        var request = context.request();
        var body = Buffer.buffer(length);
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
                context.next();
            }
        });
        request.resume();
    }

    private void refuse(RoutingContext context, GatewayProblem problem, String detail) {
        farewell.with(context);
        Refusal.end(context, problem, detail);
    }
}
