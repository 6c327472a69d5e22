package io.opscope.gateway.web;

import io.opscope.gateway.guard.FilterOrder;
import io.opscope.gateway.route.RouteTable;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/** Addresses the products' pages know, and where they lead here. */
@Singleton
class Signposts {

    private static final Map<String, String> SIGNPOSTS = Map.of("/admin/dashboard", "/", "/api/docs", "/docs");

    void stand(@Observes Filters filters) {
        filters.register(Signposts::lead, FilterOrder.SIGNPOSTS);
    }

    private static void lead(RoutingContext context) {
        var method = context.request().method();
        var there = SIGNPOSTS.get(RouteTable.trimmed(context.request().path()));
        if (there == null || (method != HttpMethod.GET && method != HttpMethod.HEAD)) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, there)
                .end();
    }
}
