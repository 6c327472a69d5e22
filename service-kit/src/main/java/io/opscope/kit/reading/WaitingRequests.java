package io.opscope.kit.reading;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Requests to the service's own resources: those that wait for a thread, and those that have got one. */
@Singleton
class WaitingRequests implements Backlog {

    private static final String PLACE = "opscope.waiting";

    private final LongAdder waiting = new LongAdder();
    private final LongAdder answered = new LongAdder();

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public OptionalLong depth() {
        return OptionalLong.of(Math.max(0, waiting.sum()));
    }

    /** How many have a thread that they are being answered on, until their answer has gone. */
    long onThreads() {
        return Math.max(0, answered.sum());
    }

    /** Before it is known which resource it is for, on the thread that it came in on. */
    @ServerRequestFilter(preMatching = true)
    public void arrived(RoutingContext request) {
        var stage = new AtomicReference<>(Stage.WAITS);
        request.put(PLACE, stage);
        waiting.increment();
        // one that is refused never gets to a resource
        request.addEndHandler(ended -> {
            switch (stage.getAndSet(Stage.ENDED)) {
                case WAITS -> waiting.decrement();
                case ON_A_THREAD -> answered.decrement();
                case ENDED -> {}
            }
        });
    }

    /** On the thread that the resource runs on. */
    @ServerRequestFilter
    public void begun(RoutingContext request) {
        AtomicReference<Stage> stage = request.get(PLACE);
        var next = Context.isOnEventLoopThread() ? Stage.ENDED : Stage.ON_A_THREAD;
        if (stage != null && stage.compareAndSet(Stage.WAITS, next)) {
            waiting.decrement();
            if (next == Stage.ON_A_THREAD) {
                answered.increment();
            }
        }
    }

    private enum Stage {
        WAITS,
        ON_A_THREAD,
        ENDED
    }
}
