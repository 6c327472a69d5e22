package io.opscope.gateway.forward;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.guard.Farewell;
import io.opscope.gateway.guard.FilterOrder;
import io.opscope.gateway.guard.Refusal;
import io.opscope.gateway.guard.UpgradeRules;
import io.opscope.gateway.identity.Known;
import io.opscope.gateway.route.Allowances;
import io.opscope.gateway.route.Route;
import io.opscope.gateway.route.RouteTable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Sends what is listed to the service that answers it; what is not goes on to the gateway's own resources. */
@Singleton
class Forwarder {

    /** Where Quarkus keeps the most bytes a body may have. */
    private static final String MAX_BODY = "io.quarkus.max-request-size";

    private static final long OWN_RESOURCES_TAKE_BYTES = 1_000_000;

    /** To sign in takes little, and nobody is known yet who could be told to stop. */
    private static final long OPEN_RESOURCES_TAKE_BYTES = 16_000;

    private final RouteTable routes;
    private final Allowances allowances;
    private final Upstreams upstreams;
    private final WebSocketBridge webSockets;
    private final ForwardConfig config;
    private final Farewell farewell;
    private final ForwardMeters meters;
    private final Vertx vertx;
    private final OwnRequest own;

    Forwarder(
            RouteTable routes,
            Allowances allowances,
            Upstreams upstreams,
            WebSocketBridge webSockets,
            ForwardConfig config,
            Farewell farewell,
            ForwardMeters meters,
            Vertx vertx) {
        this.routes = routes;
        this.allowances = allowances;
        this.upstreams = upstreams;
        this.webSockets = webSockets;
        this.config = config;
        this.farewell = farewell;
        this.meters = meters;
        this.vertx = vertx;
        this.own = new OwnRequest(vertx, farewell, config.uploadIdle());
    }

    void stand(@Observes Filters filters) {
        filters.register(this::forward, FilterOrder.FORWARD);
    }

    private void forward(RoutingContext context) {
        Known known = context.get(Known.ATTRIBUTE);
        var address = known == null
                ? null
                : routes.find(RouteTable.trimmed(context.request().path()));
        if (known == null || address == null) {
            var mostBytes = known == null ? OPEN_RESOURCES_TAKE_BYTES : OWN_RESOURCES_TAKE_BYTES;
            context.put(MAX_BODY, mostBytes);
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            if (context.request().version() == HttpVersion.HTTP_2) {
                own.hold(context, mostBytes);
            } else {
                context.next();
            }
            return;
        }
        var webSocket = address.route(Route.WEBSOCKET);
        if (webSocket != null
                && (UpgradeRules.concern(context.request()) || address.methods().isEmpty())) {
            webSockets.open(context, webSocket, known);
            return;
        }
        var route = address.route(context.request().method().name());
        if (route == null) {
            context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", address.methods()));
            Refusal.end(context, GatewayProblem.METHOD_NOT_OFFERED, "It takes " + String.join(", ", address.methods()));
            return;
        }
        var allowance = allowances.of(route);
        if (announced(context.request()) > allowance.bodyBytes()) {
            farewell.with(context);
            Refusal.end(context, GatewayProblem.BODY_TOO_LONG, "At most " + allowance.bodyBytes() + " bytes are taken");
        } else if (allowance.places().take()) {
            new Exchange(
                            vertx,
                            context,
                            route,
                            allowance,
                            upstreams.of(route.service()),
                            known,
                            config,
                            farewell,
                            meters)
                    .begin();
        } else {
            Refusal.end(context, GatewayProblem.OPERATION_BUSY, "Try again when some of them are done");
        }
    }

    private static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
