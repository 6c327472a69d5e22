package io.opscope.kit.reading;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Requests to the service's own resources that have come in and wait for a thread to be answered on. */
@Singleton
class WaitingRequests implements Backlog {

    private static final String PLACE = "opscope.waiting";

    private final LongAdder waiting = new LongAdder();

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public OptionalLong depth() {
        return OptionalLong.of(Math.max(0, waiting.sum()));
    }

    /** Before it is known which resource it is for, on the thread that it came in on. */
    @ServerRequestFilter(preMatching = true)
    public void arrived(RoutingContext request) {
        var waits = new AtomicBoolean(true);
        request.put(PLACE, waits);
        waiting.increment();
        // one that is refused never gets to a resource
        request.addEndHandler(ended -> leave(waits));
    }

    /** On the thread that the resource runs on. */
    @ServerRequestFilter
    public void begun(RoutingContext request) {
        AtomicBoolean waits = request.get(PLACE);
        if (waits != null) {
            leave(waits);
        }
    }

    private void leave(AtomicBoolean waits) {
        if (waits.compareAndSet(true, false)) {
            waiting.decrement();
        }
    }
}
