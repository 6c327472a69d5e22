package io.opscope.gateway.guard;

import io.opscope.kit.problem.Problem;
import io.opscope.kit.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers a request with a problem document before it reaches any resource. */
public final class Refusal {

    private Refusal() {}

    /** Ends the request; {@code Retry-After} goes with every 503. */
    public static void end(RoutingContext context, ProblemType type, String detail) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(type.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader("X-Content-Type-Options", "nosniff");
        if (type.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (type.status() == 503) {
            response.putHeader("Retry-After", "1");
        }
        var body = new JsonObject()
                .put("type", type.uri().toString())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail)
                .put("instance", context.request().path());
        response.end(body.toBuffer());
        // What is left of a body is read past; a paused request would keep the next one of its connection waiting.
        context.request().resume();
    }
}
