package io.opscope.gateway.guard;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.identity.Cookies;
import io.opscope.gateway.identity.Credentials;
import io.opscope.gateway.identity.Known;
import io.opscope.gateway.identity.Known.Via;
import io.opscope.gateway.identity.ListedOrigins;
import io.opscope.gateway.identity.Tickets;
import io.opscope.gateway.route.RouteTable;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.quarkus.logging.Log;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes first: is it unambiguous, who makes it, and, where a browser's cookie speaks for it, did a
 * page of ours make it, or one that is listed. WebSocket upgrades pass the same way. Behind the door a request carries the internal token and
 * nothing else that tells who made it.
 */
@Singleton
class Door {

    private static final int BEFORE_ALL = Integer.MIN_VALUE;

    /** Where it is noted that a request has come as far as here. */
    private static final String CAME_IN = "opscope.came-in";

    private static final String CSRF = "X-CSRF-Token";

    /** What requests of Socket.IO name the connection by that they belong to. */
    private static final String CONNECTION = "sid";

    /** Its pages' clients know nothing of our token; that their origin is judged has to do for them. */
    private static final String SOCKET_IO = "/socket.io";

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OPEN = Set.of(
            "POST /api/v1/auth/login",
            "POST /internal/service-tokens",
            "POST /api/v1/auth/refresh",
            "GET /.well-known/jwks.json",
            "HEAD /.well-known/jwks.json",
            "GET /analytics/health",
            "HEAD /analytics/health");

    /** Pages that people come to by a link, and are led to the sign-in from. */
    private static final Set<String> PAGES = Set.of("/admin/dashboard", "/api/docs", "/docs");

    private final Credentials credentials;
    private final Tickets tickets;
    private final Cookies cookies;
    private final ListedOrigins listed;
    private final GuardConfig config;
    private final Turnstile turnstile;
    private final Farewell farewell;
    private final Vertx vertx;

    Door(
            Credentials credentials,
            Tickets tickets,
            Cookies cookies,
            ListedOrigins listed,
            GuardConfig config,
            Turnstile turnstile,
            Farewell farewell,
            Vertx vertx) {
        this.credentials = credentials;
        this.tickets = tickets;
        this.cookies = cookies;
        this.listed = listed;
        this.config = config;
        this.turnstile = turnstile;
        this.farewell = farewell;
        this.vertx = vertx;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::refuseAmbiguous, FilterOrder.STRICT);
        filters.register(this::identify, FilterOrder.IDENTIFY);
    }

    /** A target without a path, or no Host, fails on its way to the first filter, and would be told as our failure. */
    void refuseUnreadable(@Observes Router router) {
        router.route().order(BEFORE_ALL).failureHandler(context -> {
            if (context.get(CAME_IN) == null && context.statusCode() / 100 == 4) {
                farewell.with(context);
                Refusal.end(context, GatewayProblem.MALFORMED_REQUEST, "The request has no Host, or no path");
            } else {
                context.next();
            }
        });
    }

    private void refuseAmbiguous(RoutingContext context) {
        var request = context.request();
        if (farewell.wasSaid(request)) {
            return;
        }
        context.put(CAME_IN, true);
        if (request.version() == HttpVersion.HTTP_2) {
            context.addHeadersEndHandler(
                    head -> ConnectionOptions.leaveOut(context.response().headers()));
        }
        var asksForWebSocket = UpgradeRules.concern(request);
        var flaw = StrictHttp.flawOf(request);
        if (flaw == null && asksForWebSocket) {
            flaw = UpgradeRules.flawOf(request);
        }
        if (flaw != null) {
            // What follows on this connection cannot be told apart from the request's body.
            farewell.with(context);
            Refusal.end(context, GatewayProblem.MALFORMED_REQUEST, flaw);
            return;
        }
        if (asksForWebSocket && !UpgradeRules.isSpoken(request)) {
            context.response()
                    .putHeader(HttpHeaders.UPGRADE, "websocket")
                    .putHeader(UpgradeRules.VERSION_HEADER, UpgradeRules.VERSION);
            Refusal.end(context, GatewayProblem.UPGRADE_EXPECTED, "Version 13 of WebSocket is spoken here");
            return;
        }
        if (ConnectionOptions.include(request.headers(), "close")) {
            // Vert.x only sees it where nothing else is said beside it.
            farewell.with(context);
        }
        context.next();
    }

    private void identify(RoutingContext context) {
        var request = context.request();
        if (OPEN.contains(request.method().name() + ' ' + RouteTable.trimmed(request.path()))) {
            forgetClaims(request);
            context.next();
            return;
        }
        var answer = shown(request);
        if (answer == null) {
            refuseUnknown(context);
            return;
        }
        var future = answer.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            decide(context, future.join());
            return;
        }
        Context eventLoop = vertx.getOrCreateContext();
        answer.whenComplete((known, failure) -> eventLoop.runOnContext(back -> {
            if (failure == null) {
                decide(context, known);
            } else {
                refuseFailed(context, failure);
            }
        }));
    }

    /** Whom the request shows itself to be from; null where it shows nothing. */
    private @Nullable CompletionStage<Optional<Known>> shown(HttpServerRequest request) {
        return switch (Challenge.of(request)) {
            case NOTHING -> null;
            case TOKEN, KEY_AS_TOKEN -> credentials.byBearer(Challenge.bearer(request));
            case KEY -> credentials.byKey(request.getHeader(Challenge.API_KEY));
            case TICKET -> byTicket(request.getParam(Challenge.TICKET_PARAMETER), request);
            case COOKIE ->
                credentials.byCookie(request.getCookie(Cookies.SESSION).getValue());
        };
    }

    private CompletionStage<Optional<Known>> byTicket(String ticket, HttpServerRequest request) {
        if (!RouteTable.trimmed(request.path()).equals(SOCKET_IO)) {
            return tickets.open(ticket);
        }
        return request.getParam(CONNECTION) == null ? tickets.openForMore(ticket) : tickets.goOn(ticket);
    }

    private void decide(RoutingContext context, Optional<Known> known) {
        if (known.isEmpty()) {
            turnstile.countUnknown(context.request());
            refuseUnknown(context);
            return;
        }
        var flaw = known.get().via() == Via.COOKIE ? foreignness(context.request(), known.get()) : null;
        if (flaw != null) {
            Refusal.end(context, GatewayProblem.FOREIGN_ORIGIN, flaw);
            return;
        }
        forgetClaims(context.request());
        context.request().headers().set(HttpHeaders.AUTHORIZATION, known.get().authorization());
        context.put(Known.ATTRIBUTE, known.get());
        context.next();
    }

    /** Why a request with a cookie may have been made by another site; null when it was not. */
    private @Nullable String foreignness(HttpServerRequest request, Known known) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (listed.include(origin)) {
            // No other site's page can say so, and theirs cannot read the cookie that the token repeats.
            return null;
        }
        var opensWebSocket = UpgradeRules.concern(request);
        var changes = !SAFE_METHODS.contains(request.method().name());
        if (!opensWebSocket && !changes) {
            return isFetchedByAnotherSite(request) ? "Pages of other sites may not read with this session" : null;
        }
        if (origin == null) {
            return "With the session cookie, an Origin header has to say which page asks";
        }
        var own = request.scheme() + "://" + request.getHeader(HttpHeaders.HOST);
        if (!origin.equalsIgnoreCase(own) && !config.origins().orElse(Set.of()).contains(origin)) {
            return "Pages of " + origin + " may not act with this session";
        }
        if (changes && !RouteTable.trimmed(request.path()).equals(SOCKET_IO)) {
            var token = request.getHeader(CSRF);
            if (token == null || !cookies.isCsrf(token, known.credentialId())) {
                return "X-CSRF-Token has to be what the cookie " + Cookies.CSRF + " says";
            }
        }
        return null;
    }

    /** As browsers say themselves; who follows a link from another site comes to read, not to be read. */
    private static boolean isFetchedByAnotherSite(HttpServerRequest request) {
        return "cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                && !"navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    }

    private static void forgetClaims(HttpServerRequest request) {
        request.headers()
                .remove(HttpHeaders.AUTHORIZATION)
                .remove(HttpHeaders.COOKIE)
                .remove(Challenge.API_KEY)
                .remove(CSRF);
    }

    /** People who come by a link are led to where they sign in; programs are told. */
    private static void refuseUnknown(RoutingContext context) {
        var request = context.request();
        var accept = request.getHeader(HttpHeaders.ACCEPT);
        if (SAFE_METHODS.contains(request.method().name())
                && accept != null
                && accept.contains("text/html")
                && PAGES.contains(RouteTable.trimmed(request.path()))) {
            context.response()
                    .setStatusCode(303)
                    .putHeader(HttpHeaders.LOCATION, "/")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end();
            return;
        }
        Refusal.end(
                context, CommonProblem.UNAUTHENTICATED, Challenge.of(request).detail());
    }

    private static void refuseFailed(RoutingContext context, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            Refusal.end(context, problem.type(), String.valueOf(problem.getMessage()));
            return;
        }
        var reference = UUID.randomUUID().toString();
        Log.errorf(failure, "Could not tell who calls, reference %s", reference);
        Refusal.end(context, CommonProblem.UNAVAILABLE, "Nobody can be recognised right now; reference " + reference);
    }
}
