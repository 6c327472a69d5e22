package io.opscope.kit.reading;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Takes the time of every request that one of the service's own resources answers, until its last byte is out. */
@Singleton
class RequestWatch {

    /** Before everything else, so that whatever a request waits for counts. */
    private static final int FIRST = 10_000;

    /** What Quarkus REST leaves the path of the resource under that it found, with the request's context. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private final RequestTimes times;
    private final ActiveUsers users;
    private volatile int port;

    RequestWatch(RequestTimes times, ActiveUsers users) {
        this.times = times;
        this.users = users;
    }

    void stand(@Observes Filters filters) {
        filters.register(this::time, FIRST);
    }

    /** The port that requests come in at; 0 until the first one has. */
    int port() {
        return port;
    }

    private void time(RoutingContext request) {
        var began = System.nanoTime();
        if (port == 0) {
            port = request.request().localAddress().port();
        }
        // each request has one of its own
        var context = Vertx.currentContext();
        request.addEndHandler(ended -> {
            String template = context.getLocal(TEMPLATE);
            if (template != null) {
                times.took(
                        request.request().method().name(),
                        template,
                        request.response().getStatusCode(),
                        System.nanoTime() - began);
                users.saw(request);
            }
        });
        request.next();
    }
}
