package io.opscope.gateway.guard;

import io.opscope.gateway.GatewayProblem;
import io.opscope.gateway.identity.ListedOrigins;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which pages of other origins may ask and read the answers (CORS, as the Fetch standard has it). Their
 * question beforehand is answered here: it shows no identity, and nothing behind has to know of it. Every answer names the
 * one origin that asked, since with a session's cookie no wildcard counts.
 */
@Singleton
class CrossOrigin {

    private static final String TEN_MINUTES = "600";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

    /** What scripts may read besides the few headers that every answer shows them. */
    private static final String READABLE =
            "Age, Allow, Cache-Status, Content-Disposition, ETag, Location, RateLimit, RateLimit-Policy, Records-Since,"
                    + " Retry-After";

    private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9_, \\-]{1,1000}");

    private final ListedOrigins origins;

    CrossOrigin(ListedOrigins origins) {
        this.origins = origins;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::tell, FilterOrder.ORIGIN);
    }

    private void tell(RoutingContext context) {
        var request = context.request();
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        var listed = origins.include(origin) ? origin : null;
        if (origins.areAny()) {
            var answer = context.response().headers();
            context.addHeadersEndHandler(end -> mark(answer, listed));
        }
        if (!asksBeforehand(request)) {
            context.next();
        } else if (listed != null) {
            allow(context);
        } else {
            Refusal.end(
                    context,
                    GatewayProblem.FOREIGN_ORIGIN,
                    "Pages of " + origin + " may not ask from a browser; opscope.cors.origins lists those that may");
        }
    }

    private static boolean asksBeforehand(HttpServerRequest request) {
        return request.method() == HttpMethod.OPTIONS
                && request.headers().contains(HttpHeaders.ORIGIN)
                && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** Whatever headers a trusted page wants to send: those that claim an identity are judged and dropped as ever. */
    private static void allow(RoutingContext context) {
        var response = context.response();
        var headers = context.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (headers != null && HEADER_NAMES.matcher(headers).matches()) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
        }
        response.setStatusCode(204)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, TEN_MINUTES)
                .end();
    }

    /** An answer for one origin, or for none, must not be taken out of a cache for another. */
    private static void mark(MultiMap answer, @Nullable String origin) {
        answer.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (origin != null) {
            answer.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, READABLE);
        }
    }
}
