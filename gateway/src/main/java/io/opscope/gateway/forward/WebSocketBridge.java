package io.opscope.gateway.forward;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.guard.Refusal;
import io.opscope.gateway.guard.UpgradeRules;
import io.opscope.gateway.identity.Credentials;
import io.opscope.gateway.identity.Known;
import io.opscope.gateway.route.Places;
import io.opscope.gateway.route.Route;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Opens WebSockets with the services in the name of the caller and bridges their frames, each side as fast as the other
 * takes them. The service is asked first, so that its refusal arrives as a plain HTTP answer. Who no longer is who they
 * were when it was opened loses it within seconds.
 */
@Singleton
class WebSocketBridge {

    /** Of the head of a refusal. */
    private static final List<CharSequence> TOLD = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER);

    private static final short GOING_AWAY = 1001;
    private static final short POLICY_VIOLATION = 1008;

    private final Upstreams upstreams;
    private final Credentials credentials;
    private final ForwardConfig config;
    private final Vertx vertx;
    private final Places places;
    private final Set<ServerWebSocket> open = ConcurrentHashMap.newKeySet();

    WebSocketBridge(Upstreams upstreams, Credentials credentials, ForwardConfig config, Vertx vertx) {
        this.upstreams = upstreams;
        this.credentials = credentials;
        this.config = config;
        this.vertx = vertx;
        this.places = new Places(config.webSockets());
    }

    void open(RoutingContext context, Route route, Known known) {
        var request = context.request();
        if (!UpgradeRules.concern(request)) {
            context.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            Refusal.end(context, GatewayProblem.UPGRADE_EXPECTED, "Open it as a WebSocket");
            return;
        }
        var target = Target.of(request);
        if (!isUri(target)) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            Refusal.end(
                    context, GatewayProblem.MALFORMED_REQUEST, "The address has characters that have to be escaped");
            return;
        }
        if (!places.take()) {
            Refusal.end(context, GatewayProblem.WEB_SOCKETS_FULL, "As many are open as may be; try again");
            return;
        }
        request.pause();
        ask(context, route, known, target, null);
    }

    /** While everything still works; clients come back by themselves, to another gateway. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        open.forEach(caller -> caller.close(GOING_AWAY, "this gateway ends"));
    }

    /** Asks a replica, and one more where the first one takes no connection. */
    private void ask(RoutingContext context, Route route, Known known, String target, @Nullable Replica tried) {
        var upstream = upstreams.of(route.service());
        var replica = upstream.next(route, known, tried);
        if (replica == null) {
            places.leave();
            Refusal.end(
                    context,
                    GatewayProblem.UPSTREAM_UNAVAILABLE,
                    "The service fails and is left alone; try again",
                    upstream.reference("A WebSocket was not opened"));
            return;
        }
        var options = new WebSocketConnectOptions()
                .setHost(replica.host())
                .setPort(replica.port())
                .setURI(target)
                .setTimeout(config.deadline().toMillis());
        var headers = MultiMap.caseInsensitiveMultiMap();
        HeaderRules.request(context.request(), headers, known.authorization());
        // The page's origin was judged here; the service has another name and would refuse it.
        headers.remove(HttpHeaders.ORIGIN);
        options.setHeaders(headers);
        var opening = upstreams.webSockets().connect(options);
        opening.timeout(config.deadline().toMillis(), TimeUnit.MILLISECONDS).onComplete(opened -> {
            if (opened.succeeded()) {
                replica.answered();
                accept(context, opened.result(), known);
                return;
            }
            // One that opens all the same, too late, has nobody to talk to.
            opening.onSuccess(late -> letGo(late, "it took too long"));
            var cause = opened.cause();
            var leaves = cause instanceof UpgradeRejectedException rejected && leaves(rejected);
            if (leaves) {
                replica.leaves();
                replica.undecided();
            } else if (cause instanceof UpgradeRejectedException) {
                replica.answered();
            } else {
                replica.failed(cause);
            }
            if ((leaves || cause instanceof ConnectException) && tried == null) {
                ask(context, route, known, target, replica);
                return;
            }
            places.leave();
            if (leaves) {
                Refusal.end(
                        context,
                        GatewayProblem.UPSTREAM_UNAVAILABLE,
                        "The service is about to end; try again",
                        replica.note(cause, "A WebSocket was not opened"));
            } else {
                refuse(context, cause, replica);
            }
        });
    }

    /** A service that is about to end takes nothing any more. */
    private static boolean leaves(UpgradeRejectedException rejected) {
        return rejected.getStatus() == 503
                && rejected.getHeaders().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    }

    /** What is none the client of Vert.x neither asks for nor says so. */
    private static boolean isUri(String target) {
        try {
            new URI(target);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void accept(RoutingContext context, WebSocket service, Known known) {
        service.pause();
        upgraded(context).onComplete(upgraded -> {
            if (upgraded.failed() || upgraded.result().isClosed()) {
                places.leave();
                letGo(service, "the caller went");
                return;
            }
            var caller = upgraded.result();
            if (service.isClosed()) {
                places.leave();
                caller.close(GOING_AWAY);
                return;
            }
            open.add(caller);
            pass(caller, service, () -> open.remove(caller));
            pass(service, caller, places::leave);
            watch(caller, service, known);
            service.resume();
        });
    }

    private static void letGo(WebSocket service, String reason) {
        service.resume();
        service.close(GOING_AWAY, reason);
    }

    /** A caller who went while the service was asked cannot be upgraded; Vert.x says so by throwing. */
    private static Future<ServerWebSocket> upgraded(RoutingContext context) {
        if (context.response().closed()) {
            return Future.failedFuture("The caller went");
        }
        try {
            return context.request().toWebSocket();
        } catch (IllegalStateException e) {
            return Future.failedFuture(e);
        }
    }

    private static void pass(WebSocketBase from, WebSocketBase to, Runnable whenClosed) {
        from.frameHandler(frame -> {
            if (isContent(frame) && !to.isClosed()) {
                to.writeFrame(frame);
                if (to.writeQueueFull()) {
                    from.pause();
                    to.drainHandler(drained -> from.resume());
                }
            }
        });
        from.exceptionHandler(failure -> {
            if (!(failure instanceof HttpClosedException)) {
                Log.debugf(failure, "A WebSocket broke");
            }
        });
        from.closeHandler(closed -> {
            whenClosed.run();
            var code = from.closeStatusCode();
            if (!to.isClosed()) {
                to.close(code == null || !maySay(code) ? GOING_AWAY : code, from.closeReason());
            }
        });
    }

    /** Ping, pong and close are between neighbours. */
    private static boolean isContent(WebSocketFrame frame) {
        return frame.isText() || frame.isBinary() || frame.isContinuation();
    }

    /** 1005 and 1006 mean that nothing was said, and cannot be said. */
    private static boolean maySay(short code) {
        return code >= 1000 && code != 1004 && code != 1005 && code != 1006 && code != 1015;
    }

    private void watch(ServerWebSocket caller, WebSocket service, Known known) {
        var every = config.webSocketRecheck().toMillis();
        var untilEnd = Duration.between(Instant.now(), known.goodUntil());
        var first = untilEnd.compareTo(config.webSocketRecheck()) < 0 ? Math.max(1, untilEnd.toMillis()) : every;
        vertx.setTimer(first, timer -> {
            if (caller.isClosed() || service.isClosed()) {
                return;
            }
            credentials.stillHolds(known).whenComplete((holds, failure) -> {
                if (failure != null || holds) {
                    watch(caller, service, known);
                } else {
                    caller.close(POLICY_VIOLATION, "signed out or expired");
                    service.close(POLICY_VIOLATION, "signed out or expired");
                }
            });
        });
    }

    private static void refuse(RoutingContext context, Throwable cause, Replica replica) {
        if (cause instanceof UpgradeRejectedException rejected) {
            var response = context.response().setStatusCode(rejected.getStatus());
            for (var name : TOLD) {
                var value = rejected.getHeaders().get(name);
                if (value != null) {
                    response.putHeader(name, value);
                }
            }
            var body = rejected.getBody();
            if (body == null) {
                response.end();
            } else {
                response.end(body);
            }
            context.request().resume();
            return;
        }
        var reference = replica.note(cause, "A WebSocket was not opened");
        if (cause instanceof TimeoutException) {
            Refusal.end(context, GatewayProblem.UPSTREAM_TOO_SLOW, "The service did not open it in time", reference);
        } else {
            Refusal.end(context, GatewayProblem.UPSTREAM_UNAVAILABLE, "The service is away; try again", reference);
        }
    }
}
