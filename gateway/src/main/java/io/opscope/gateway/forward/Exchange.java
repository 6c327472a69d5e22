package io.opscope.gateway.forward;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.forward.Upstreams.Upstream;
import io.opscope.gateway.guard.Refusal;
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
import io.vertx.ext.web.RoutingContext;
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
    private final Upstream upstream;
    private final String internalToken;
    private final long deadlineMillis;
    private final ForwardMeters meters;
    private final long startedNanos = System.nanoTime();

    private @Nullable HttpClientRequest onward;
    private long deadline = NO_TIMER;
    private boolean answered;
    private boolean over;
    private boolean retried;

    Exchange(
            Vertx vertx,
            RoutingContext context,
            Route route,
            Upstream upstream,
            String internalToken,
            long deadlineMillis,
            ForwardMeters meters) {
        this.vertx = vertx;
        this.context = context;
        this.request = context.request();
        this.response = context.response();
        this.route = route;
        this.upstream = upstream;
        this.internalToken = internalToken;
        this.deadlineMillis = deadlineMillis;
        this.meters = meters;
    }

    void begin() {
        if (response.closed()) {
            return;
        }
        if (hasBody(request)) {
            request.pause();
        } else {
            // Nothing is waited for, so the request is over before its answer comes, and the next may follow it.
            request.resume();
        }
        response.closeHandler(closed -> callerWent());
        response.exceptionHandler(failure -> callerWent());
        connect();
    }

    private void connect() {
        var options = new RequestOptions()
                .setHost(upstream.host())
                .setPort(upstream.port())
                .setMethod(request.method())
                .setURI(Target.of(request));
        upstream.client().request(options).onComplete(connected -> {
            if (over) {
                if (connected.succeeded()) {
                    connected.result().reset();
                }
            } else if (connected.succeeded()) {
                send(connected.result());
            } else {
                fail(GatewayProblem.UPSTREAM_UNAVAILABLE, connected.cause());
            }
        });
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
            to.end();
            awaitAnswer();
            return;
        }
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            response.writeContinue();
        }
        to.setChunked(!to.headers().contains(HttpHeaders.CONTENT_LENGTH));
        // A body that breaks off must not arrive as one that is complete.
        request.pipe().endOnFailure(false).to(to).onComplete(sent -> {
            if (sent.succeeded()) {
                awaitAnswer();
            } else if (!answered) {
                fail(GatewayProblem.UPSTREAM_UNAVAILABLE, sent.cause());
            }
        });
    }

    private void awaitAnswer() {
        if (!answered && !over) {
            deadline = vertx.setTimer(deadlineMillis, timer -> fail(GatewayProblem.UPSTREAM_TOO_SLOW, null));
        }
    }

    private void answer(HttpClientResponse answer) {
        cancelDeadline();
        if (over) {
            return;
        }
        answered = true;
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
            cancelDeadline();
            connect();
            return;
        }
        fail(GatewayProblem.UPSTREAM_UNAVAILABLE, cause);
    }

    private void fail(GatewayProblem problem, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        cancelDeadline();
        letGo();
        if (cause != null) {
            Log.debugf(cause, "%s %s failed", route.method(), route.template());
        }
        if (hasUnreadBody()) {
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        Refusal.end(
                context,
                problem,
                problem == GatewayProblem.UPSTREAM_TOO_SLOW
                        ? "The " + upstream.service().id() + " service did not answer within " + deadlineMillis + " ms"
                        : "The " + upstream.service().id() + " service is away; try again");
        request.resume();
        meters.gaveUp(route, problem.status(), System.nanoTime() - startedNanos);
    }

    /** Too late for another status: closing the connection is the one way left to say that this is not all. */
    private void breakOff(Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        Log.debugf(cause, "The answer to %s %s broke off", route.method(), route.template());
        letGo();
        request.connection().close();
        meters.took(route, 502, System.nanoTime() - startedNanos);
    }

    private void callerWent() {
        if (!over) {
            over = true;
            cancelDeadline();
            letGo();
        }
    }

    private void finish(int status) {
        over = true;
        meters.took(route, status, System.nanoTime() - startedNanos);
        if (hasUnreadBody()) {
            // The service answered without reading all; what is left of the body is nobody's request.
            letGo();
            request.connection().close();
        }
    }

    private void letGo() {
        if (onward != null) {
            onward.reset();
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
