package io.opscope.kit.failure;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Sees every request that a service could not answer. What it passes on from others, these see themselves. */
@Singleton
class FailureWatch {

    private static final int FIRST = 9_000;
    private static final int FAILED = 500;

    /** What Quarkus REST leaves the path of the resource under that it found, with the request's context. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private final FailureBook book;

    FailureWatch(FailureBook book) {
        this.book = book;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::watch, FIRST);
    }

    private void watch(RoutingContext request) {
        // each request has one of its own
        var context = Vertx.currentContext();
        request.addEndHandler(ended -> {
            var status = request.response().getStatusCode();
            // an answer that broke off began as a good one
            if (status >= FAILED || Answered.of(request) != null) {
                note(request, status, context.getLocal(TEMPLATE));
            }
        });
        request.next();
    }

    private void note(RoutingContext request, int status, @Nullable String template) {
        var answered = Answered.of(request);
        var method = request.request().method().name();
        if (answered != null) {
            var operation = answered.operation();
            if (operation == null) {
                operation = template == null ? method : method + ' ' + template;
            }
            book.answered(operation, answered.type(), answered.title(), answered.reference());
        } else if (template != null) {
            book.answered(method + ' ' + template, "status-" + status, "", null);
        }
    }
}
