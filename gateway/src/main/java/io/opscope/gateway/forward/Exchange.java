package io.opscope.gateway.forward;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.forward.Upload.Trouble;
import io.opscope.gateway.guard.Farewell;
import io.opscope.gateway.guard.Refusal;
import io.opscope.gateway.identity.Known;
import io.opscope.gateway.route.Allowance;
import io.opscope.gateway.route.Route;
import io.opscope.kit.failure.Answered;
import io.opscope.kit.problem.Problem;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a service and the answer on its way back. Both bodies flow as fast as the slower side takes
 * them; nothing is kept but answers so small that one packet holds them. Whoever of the two goes away, the other one is
 * let go as well, and an answer that breaks off is never made to look complete.
 */
final class Exchange {

    private static final long NO_TIMER = -1;

    /** INTERNAL_ERROR of HTTP/2. */
    private static final long STREAM_FAILED = 2;

    private final Vertx vertx;
    private final RoutingContext context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Route route;
    private final Allowance allowance;
    private final Upstream upstream;
    private final Known known;
    private final ForwardConfig config;
    private final Farewell farewell;
    private final ForwardMeters meters;
    private final long startedNanos = System.nanoTime();

    private @Nullable HttpClientRequest onward;

    /** Null where there is no body, or nobody to take it yet. */
    private @Nullable Upload upload;

    private long deadline = NO_TIMER;

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
            Allowance allowance,
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
        this.allowance = allowance;
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
        if (Upload.isIn(request)) {
            request.pause();
        } else if (!request.isEnded()) {
            // Nothing is waited for, so the request is over before its answer comes, and the next may follow it.
            request.resume();
        }
        watchCaller();
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
                .setMethod(request.method())
                .setURI(Target.of(request))
                // in the queue for one, or for the service to take it
                .setConnectTimeout(config.connectionWait().toMillis());
        next.request(options).onComplete(connected -> {
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
        response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait));
        fail(
                GatewayProblem.UPSTREAM_UNAVAILABLE,
                "The " + service() + " service fails and is left alone; try again in " + wait + " s",
                null,
                upstream.reference(operation()));
    }

    /** Not a byte was sent, so whatever it is may be tried again: at another replica, or another one of that name. */
    private void withoutConnection(Throwable cause) {
        if (cause instanceof HttpClosedException && triesLeft > 0) {
            // A kept connection was closed as it was taken, which says nothing about the service.
            judge(Replica::undecided);
            connect();
            return;
        }
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
        HeaderRules.request(request, to.headers(), known.authorization());
        to.response().onComplete(head -> {
            if (head.succeeded()) {
                answer(head.result(), asked);
            } else {
                withoutAnswer(head.cause());
            }
        });
        if (!Upload.isIn(request)) {
            // What goes wrong is told by the answer that does not come.
            to.exceptionHandler(told -> {});
            to.end();
            awaitAnswer();
            return;
        }
        Upload.invite(request);
        to.setChunked(!to.headers().contains(HttpHeaders.CONTENT_LENGTH));
        upload = new Upload(
                vertx, request, to, allowance.bodyBytes(), config.uploadIdle().toMillis());
        upload.start().onComplete(sent -> {
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
                fail(GatewayProblem.BODY_TOO_LONG, "At most " + allowance.bodyBytes() + " bytes are taken", cause);
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
            var millis = allowance.deadline().orElse(config.deadline()).toMillis();
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
        if (answer.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
            asked.leaves();
        }
        if (isNobodys(answer)) {
            answer.resume();
            withoutService(answer.statusCode());
            return;
        }
        judge(Replica::answered);
        cancelDeadline();
        answered = true;
        if (Upload.isUnreadIn(request)) {
            // The service answers without reading all; what is left of the body is nobody's request.
            farewell.with(context);
            watchCaller();
        }
        new Download(request, answer, asked).start().onComplete(done -> {
            if (done.succeeded()) {
                finish(answer.statusCode());
            } else if (response.headWritten()) {
                breakOff(done.cause());
            } else {
                failOfService(GatewayProblem.UPSTREAM_UNAVAILABLE, isAway(), done.cause());
            }
        });
    }

    /** Something in its place answered; somebody else of that name may be there. */
    private void withoutService(int status) {
        var cause = new IOException("It answered " + status);
        judge(tried -> tried.failed(cause));
        if (mayAskAgain()) {
            connect();
        } else {
            failOfService(
                    status == 504 ? GatewayProblem.UPSTREAM_TOO_SLOW : GatewayProblem.UPSTREAM_UNAVAILABLE,
                    isAway(),
                    cause);
        }
    }

    /** A connection that was kept open may turn out to be closed; asking again is safe for what changes nothing. */
    private void withoutAnswer(Throwable cause) {
        if (over || answered) {
            return;
        }
        judge(tried -> tried.failed(cause));
        if (mayAskAgain()) {
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
        return triesLeft > 0 && !Upload.isIn(request) && isSafe(request.method());
    }

    private String operation() {
        return route.method() + ' ' + route.template();
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
        var reference = replica == null ? null : replica.note(cause, operation());
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
            Log.debugf(cause, "%s failed", operation());
        }
        if (Upload.isUnreadIn(request)) {
            farewell.with(context);
        }
        if (problem.status() >= 500) {
            Answered.with(problem, reference, operation()).on(context);
        }
        Refusal.end(context, problem, detail, reference);
        meters.gaveUp(route, problem.status(), System.nanoTime() - startedNanos);
    }

    /** Too late for another status: closing the connection, or the stream, is the one way left to say that this is not all. */
    private void breakOff(Throwable cause) {
        if (!end()) {
            return;
        }
        var reference = replica == null ? null : replica.note(cause, "its answer broke off, " + operation());
        Answered.with(GatewayProblem.UPSTREAM_UNAVAILABLE, reference, operation())
                .on(context);
        letGo();
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset(STREAM_FAILED);
        } else {
            request.connection().close();
        }
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
        if (isBodyHalfPassed()) {
            letGo();
        }
    }

    /** As the service sees it; the caller's side looks ended once the caller has gone. */
    private boolean isBodyHalfPassed() {
        return upload != null && !upload.hasPassedAll();
    }

    /** Whether it is over only now; whoever comes first tells what came of it. */
    private boolean end() {
        if (over) {
            return false;
        }
        over = true;
        judge(Replica::undecided);
        allowance.places().leave();
        return true;
    }

    private void letGo() {
        if (onward != null) {
            onward.reset();
            // Vert.x closes when all is written, which is never where the service reads nothing. An exchange that is
            // half done has the connection for itself; one that is done may have given it to another already.
            if ((!answered || isBodyHalfPassed()) && onward.connection() instanceof ConnectionBase connection) {
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

    private static boolean isSafe(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
    }
}
