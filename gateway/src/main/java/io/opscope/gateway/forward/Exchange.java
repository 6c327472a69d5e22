package io.opscope.gateway.forward;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.forward.Upload.Trouble;
import io.opscope.gateway.forward.Upstreams.Upstream;
import io.opscope.gateway.guard.Farewell;
import io.opscope.gateway.guard.Refusal;
import io.opscope.gateway.route.Limits;
import io.opscope.gateway.route.Route;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a service and the answer on its way back. Both bodies flow as fast as the slower side takes
 * them; nothing is kept but answers so small that one packet holds them. Whoever of the two goes away, the other one is
 * let go as well, and an answer that breaks off is never made to look complete.
 */
final class Exchange {

    /** An answer of known length up to this goes out in one write. */
    private static final int ONE_PACKET = 16 * 1024;

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Route route;
    private final Limits limits;
    private final Upstream upstream;
    private final String internalToken;
    private final ForwardConfig config;
    private final Farewell farewell;
    private final ForwardMeters meters;
    private final long startedNanos = System.nanoTime();

    private @Nullable HttpClientRequest onward;
    private long deadline = NO_TIMER;

    /** Until when a connection is waited for, be it in the queue or for the service to take it, by {@link #now()}. */
    private long connectBy;

    private boolean answered;
    private boolean over;
    private boolean retried;

    Exchange(
            Vertx vertx,
            RoutingContext context,
            Route route,
            Limits limits,
            Upstream upstream,
            String internalToken,
            ForwardConfig config,
            Farewell farewell,
            ForwardMeters meters) {
        this.vertx = vertx;
        this.context = context;
        this.request = context.request();
        this.response = context.response();
        this.route = route;
        this.limits = limits;
        this.upstream = upstream;
        this.internalToken = internalToken;
        this.config = config;
        this.farewell = farewell;
        this.meters = meters;
    }

    void begin() {
        if (response.closed()) {
            end();
            return;
        }
        if (hasBody(request)) {
            request.pause();
        } else {
            // Nothing is waited for, so the request is over before its answer comes, and the next may follow it.
            request.resume();
        }
        watchCaller();
        connectBy = now() + config.connectionWait().toMillis();
        connect();
    }

    /** The context has handlers of its own in these places when somebody waits for the end of the answer. */
    private void watchCaller() {
        response.closeHandler(closed -> callerWent());
        response.exceptionHandler(failure -> callerWent());
    }

    private void connect() {
        var options = new RequestOptions()
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setMethod(request.method())
                .setURI(Target.of(request))
                .setConnectTimeout(Math.max(1, connectBy - now()));
        upstream.client().request(options).onComplete(connected -> {
            if (over) {
                if (connected.succeeded()) {
                    connected.result().reset();
                }
            } else if (connected.succeeded()) {
                send(connected.result());
            } else {
                withoutConnection(connected.cause());
            }
        });
    }

    /** Not a byte was sent, so whatever it is may be tried again: behind one name there may be another replica. */
    private void withoutConnection(Throwable cause) {
        if (!retried && cause instanceof ConnectException) {
            retried = true;
            connect();
            return;
        }
        fail(
                GatewayProblem.UPSTREAM_UNAVAILABLE,
                cause instanceof ConnectException ? isAway() : "The " + service() + " service is busy; try again",
                cause);
    }

    private void send(HttpClientRequest to) {
        onward = to;
        HeaderRules.request(request, to.headers(), internalToken);
        to.response().onComplete(head -> {
            if (head.succeeded()) {
                answer(head.result());
            } else {
                withoutAnswer(head.cause());
            }
        });
        if (!hasBody(request)) {
            // What goes wrong is told by the answer that does not come.
            to.exceptionHandler(told -> {});
            to.end();
            awaitAnswer();
            return;
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            response.writeContinue();
        }
        to.setChunked(!to.headers().contains(HttpHeaders.CONTENT_LENGTH));
        new Upload(vertx, request, to, limits.bodyBytes(), config.uploadIdle().toMillis())
                .start()
                .onComplete(sent -> {
                    if (sent.succeeded()) {
                        awaitAnswer();
                    } else if (!answered) {
                        withoutBody(sent.cause());
                    }
                });
    }

    private void withoutBody(Throwable cause) {
        var trouble = cause instanceof Upload.Failed failed ? failed.trouble() : Trouble.SERVICE_BROKE_OFF;
        switch (trouble) {
            case CALLER_SENDS_NOTHING ->
                fail(
                        GatewayProblem.UPLOAD_STALLED,
                        "Nothing of the body arrived for " + config.uploadIdle().toMillis() + " ms",
                        cause);
            case CALLER_BROKE_OFF ->
                fail(GatewayProblem.MALFORMED_REQUEST, "The body cannot be read to its end", cause);
            case TOO_LONG ->
                fail(GatewayProblem.BODY_TOO_LONG, "At most " + limits.bodyBytes() + " bytes are taken", cause);
            case SERVICE_TAKES_NOTHING ->
                fail(GatewayProblem.UPSTREAM_TOO_SLOW, "The " + service() + " service does not take the body", cause);
            case SERVICE_BROKE_OFF -> fail(GatewayProblem.UPSTREAM_UNAVAILABLE, isAway(), cause);
        }
    }

    /** Once and for all: a second try has what the first one left. */
    private void awaitAnswer() {
        if (!answered && !over && deadline == NO_TIMER) {
            var millis = limits.deadline().orElse(config.deadline()).toMillis();
            deadline = vertx.setTimer(
                    millis,
                    timer -> fail(
                            GatewayProblem.UPSTREAM_TOO_SLOW,
                            "The " + service() + " service did not answer within " + millis + " ms",
                            null));
        }
    }

    private void answer(HttpClientResponse answer) {
        cancelDeadline();
        if (over) {
            return;
        }
        answered = true;
        if (hasUnreadBody()) {
            // The service answers without reading all; what is left of the body is nobody's request.
            farewell.with(context);
            watchCaller();
        }
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        HeaderRules.response(answer.headers(), response.headers(), upstream);
        if (request.method() == HttpMethod.HEAD || answer.statusCode() == 204 || answer.statusCode() == 304) {
            answer.end().onComplete(ended -> response.end().onComplete(done -> finish(answer.statusCode())));
        } else if (isSmall(answer)) {
            answer.body().onComplete(body -> {
                if (body.succeeded()) {
                    response.end(body.result()).onComplete(done -> finish(answer.statusCode()));
                } else {
                    breakOff(body.cause());
                }
            });
        } else {
            response.setChunked(!response.headers().contains(HttpHeaders.CONTENT_LENGTH));
            answer.pipe().endOnFailure(false).to(response).onComplete(done -> {
                if (done.succeeded()) {
                    finish(answer.statusCode());
                } else {
                    breakOff(done.cause());
                }
            });
        }
    }

    /** A connection that was kept open may turn out to be closed; asking again is safe for what changes nothing. */
    private void withoutAnswer(Throwable cause) {
        if (over || answered) {
            return;
        }
        if (!retried && !hasBody(request) && isSafe(request.method())) {
            retried = true;
            connectBy = now() + config.connectionWait().toMillis();
            connect();
            return;
        }
        fail(GatewayProblem.UPSTREAM_UNAVAILABLE, isAway(), cause);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private String isAway() {
        return "The " + service() + " service is away; try again";
    }

    private String service() {
        return upstream.service().id();
    }

    private void fail(GatewayProblem problem, String detail, @Nullable Throwable cause) {
        if (!end()) {
            return;
        }
        cancelDeadline();
        letGo();
        if (cause != null) {
            Log.debugf(cause, "%s %s failed", route.method(), route.template());
        }
        if (hasUnreadBody()) {
            farewell.with(context);
        }
        Refusal.end(context, problem, detail);
        meters.gaveUp(route, problem.status(), System.nanoTime() - startedNanos);
    }

    /** Too late for another status: closing the connection is the one way left to say that this is not all. */
    private void breakOff(Throwable cause) {
        if (!end()) {
            return;
        }
        Log.debugf(cause, "The answer to %s %s broke off", route.method(), route.template());
        letGo();
        request.connection().close();
        meters.took(route, 502, System.nanoTime() - startedNanos);
    }

    private void callerWent() {
        if (end()) {
            cancelDeadline();
            letGo();
        }
    }

    private void finish(int status) {
        end();
        meters.took(route, status, System.nanoTime() - startedNanos);
        if (hasUnreadBody()) {
            letGo();
        }
    }

    /** Whether it is over only now; whoever comes first tells what came of it. */
    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        limits.leave();
        return true;
    }

    private void letGo() {
        if (onward != null) {
            onward.reset();
            // Vert.x closes when all is written, which is never where the service reads nothing. An exchange that is
            // half done has the connection for itself; one that is done may have given it to another already.
            if ((!answered || hasUnreadBody()) && onward.connection() instanceof ConnectionBase connection) {
                connection.channelHandlerContext().close();
            }
        }
    }

    private void cancelDeadline() {
        if (deadline != NO_TIMER) {
            vertx.cancelTimer(deadline);
            deadline = NO_TIMER;
        }
    }

    private static boolean isSmall(HttpClientResponse answer) {
        var length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.length() <= 5 && Integer.parseInt(length) <= ONE_PACKET;
    }

    private static boolean isSafe(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }

    /** A request without a body may be told to have ended only after a fast service has answered it. */
    private boolean hasUnreadBody() {
        return hasBody(request) && !request.isEnded();
    }

    private static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }
}
