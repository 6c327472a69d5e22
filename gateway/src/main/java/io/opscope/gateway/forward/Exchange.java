package io.opscope.gateway.forward;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.forward.Upload.Trouble;
import io.opscope.gateway.guard.Farewell;
import io.opscope.gateway.guard.Refusal;
import io.opscope.gateway.identity.Known;
import io.opscope.gateway.route.Limits;
import io.opscope.gateway.route.Route;
import io.opscope.kit.failure.Answered;
import io.opscope.kit.problem.Problem;
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
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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

    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

    private final Vertx vertx;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Route route;
    private final Limits limits;
    private final Upstream upstream;
    private final Known known;
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
    private int triesLeft;

    /** Who is asked; null before anybody was. */
    private @Nullable Replica replica;

    /** Whether it is still owed to the replica to say what became of the request. */
    private boolean unjudged;

    Exchange(
            Vertx vertx,
            RoutingContext context,
            Route route,
            Limits limits,
            Upstream upstream,
            Known known,
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
        this.known = known;
        this.triesLeft = upstream.tries();
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
        triesLeft--;
        var next = upstream.next(route, known, replica);
        if (next == null) {
            refuseAtOnce();
            return;
        }
        replica = next;
        unjudged = true;
        var options = new RequestOptions()
                .setHost(next.host())
                .setPort(next.port())
                .setMethod(request.method())
                .setURI(Target.of(request))
                .setConnectTimeout(Math.max(1, connectBy - now()));
        next.client().request(options).onComplete(connected -> {
            if (over) {
                if (connected.succeeded()) {
                    connected.result().reset();
                }
            } else if (connected.succeeded()) {
                send(connected.result(), next);
            } else {
                withoutConnection(connected.cause());
            }
        });
    }

    /** All replicas failed so often that asking them once more would only take everybody's time. */
    private void refuseAtOnce() {
        var wait = Math.max(1, upstream.retryAfter().toSeconds());
        response.putHeader(RETRY_AFTER, Long.toString(wait));
        var last = upstream.lastReference();
        if (last == null) {
            // All tries so far were followed by another one, and so were not told.
            last = upstream.replicas()
                    .get(0)
                    .note(new IOException("Left alone"), route.method() + ' ' + route.template());
        }
        fail(
                GatewayProblem.UPSTREAM_UNAVAILABLE,
                "The " + service() + " service fails and is left alone; try again in " + wait + " s",
                null,
                last);
    }

    /** Not a byte was sent, so whatever it is may be tried again: at another replica, or another one of that name. */
    private void withoutConnection(Throwable cause) {
        if (!isAway(cause)) {
            judge(Replica::undecided);
            fail(GatewayProblem.UPSTREAM_UNAVAILABLE, "The " + service() + " service is busy; try again", cause);
            return;
        }
        judge(tried -> tried.failed(cause));
        if (triesLeft > 0) {
            connect();
        } else {
            failOfService(GatewayProblem.UPSTREAM_UNAVAILABLE, isAway(), cause);
        }
    }

    /** The other reason is that all connections are taken. */
    private static boolean isAway(Throwable cause) {
        return cause instanceof ConnectException || cause instanceof UnknownHostException;
    }

    /** Tells the replica what became of the request, unless that was done. */
    private void judge(Consumer<Replica> verdict) {
        if (unjudged && replica != null) {
            unjudged = false;
            verdict.accept(replica);
        }
    }

    private void send(HttpClientRequest to, Replica asked) {
        onward = to;
        HeaderRules.request(request, to.headers(), known.internalToken());
        to.response().onComplete(head -> {
            if (head.succeeded()) {
                answer(head.result(), asked);
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
                failOfService(
                        GatewayProblem.UPSTREAM_TOO_SLOW,
                        "The " + service() + " service does not take the body",
                        cause);
            case SERVICE_BROKE_OFF -> failOfService(GatewayProblem.UPSTREAM_UNAVAILABLE, isAway(), cause);
        }
    }

    /** Once and for all: a second try has what the first one left. */
    private void awaitAnswer() {
        if (!answered && !over && deadline == NO_TIMER) {
            var millis = limits.deadline().orElse(config.deadline()).toMillis();
            deadline = vertx.setTimer(
                    millis,
                    timer -> failOfService(
                            GatewayProblem.UPSTREAM_TOO_SLOW,
                            "The " + service() + " service did not answer within " + millis + " ms",
                            new TimeoutException("No answer within " + millis + " ms")));
        }
    }

    private void answer(HttpClientResponse answer, Replica asked) {
        if (over) {
            return;
        }
        var leaves = answer.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
        if (leaves) {
            asked.leaves();
        }
        if (isNobodys(answer)) {
            judge(tried -> tried.failed(new IOException("It answered " + answer.statusCode())));
            if (leaves && mayAskAgain() && upstream.replicas().size() > 1) {
                // It takes nothing any more; what it did not do somebody else does.
                answer.resume();
                connect();
                return;
            }
            if (leaves && answer.statusCode() == 503) {
                answer.resume();
                fail(
                        GatewayProblem.UPSTREAM_UNAVAILABLE,
                        "The " + service() + " service is about to end; try again",
                        null);
                return;
            }
        } else {
            judge(Replica::answered);
        }
        cancelDeadline();
        answered = true;
        if (hasUnreadBody()) {
            // The service answers without reading all; what is left of the body is nobody's request.
            farewell.with(context);
            watchCaller();
        }
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        HeaderRules.response(answer.headers(), response.headers(), asked);
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
        judge(tried -> tried.failed(cause));
        if (mayAskAgain()) {
            connectBy = now() + config.connectionWait().toMillis();
            connect();
            return;
        }
        failOfService(GatewayProblem.UPSTREAM_UNAVAILABLE, isAway(), cause);
    }

    /** A service that cannot serve somebody says why in a problem document; this is from something in its place. */
    private static boolean isNobodys(HttpClientResponse answer) {
        var status = answer.statusCode();
        return status == 502
                || status == 504
                || (status == 503 && !Problem.MEDIA_TYPE.equals(answer.getHeader(HttpHeaders.CONTENT_TYPE)));
    }

    private boolean mayAskAgain() {
        return triesLeft > 0 && !hasBody(request) && isSafe(request.method());
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

    /** The service is to blame: its breaker counts it, and the log has the reason under the reference that is told. */
    private void failOfService(GatewayProblem problem, String detail, Throwable cause) {
        if (over) {
            return;
        }
        judge(tried -> tried.failed(cause));
        var reference = replica == null ? null : replica.note(cause, route.method() + ' ' + route.template());
        fail(problem, detail, cause, reference);
    }

    private void fail(GatewayProblem problem, String detail, @Nullable Throwable cause) {
        fail(problem, detail, cause, null);
    }

    private void fail(GatewayProblem problem, String detail, @Nullable Throwable cause, @Nullable String reference) {
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
        if (problem.status() >= 500) {
            Answered.with(problem, reference, route.method() + ' ' + route.template())
                    .on(context);
        }
        Refusal.end(context, problem, detail, reference);
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
        judge(Replica::undecided);
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
