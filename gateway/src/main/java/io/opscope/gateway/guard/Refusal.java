package io.opscope.gateway.guard;

import io.opscope.kit.failure.Answered;
import io.opscope.kit.problem.Problem;
import io.opscope.kit.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Answers a request with a problem document before it reaches any resource. */
public final class Refusal {

    private static final int FAILED = 500;

    private Refusal() {}

    /** Ends the request; {@code Retry-After} goes with every 503. */
    public static void end(RoutingContext context, ProblemType type, String detail) {
        end(context, type, detail, null);
    }

    /**
     * The same with the name that the reason has in the log.
     *
     * @param reference null where the log has nothing more to say
     */
    public static void end(RoutingContext context, ProblemType type, String detail, @Nullable String reference) {
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(type.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader("X-Content-Type-Options", "nosniff");
        if (type.status() == 401) {
            response.putHeader(
                    "WWW-Authenticate", Challenge.of(context.request()).unknown());
        }
        if (type.status() == 503 && !response.headers().contains("Retry-After")) {
            response.putHeader("Retry-After", "1");
        }
        var body = new JsonObject()
                .put("type", type.uri().toString())
                .put("title", type.title())
                .put("status", type.status())
                .put("detail", detail)
                .put("instance", context.request().path());
        if (type.status() >= FAILED) {
            Answered.with(type, reference, null).on(context);
        }
        if (reference != null) {
            body.put("reference", reference);
        }
        response.end(body.toBuffer());
        // What is left of a body is read past; a paused request would keep the next one of its connection waiting.
        if (!context.request().isEnded()) {
            context.request().resume();
        }
    }
}
