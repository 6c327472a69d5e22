package io.opscope.gateway.forward;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One thing that is looked at again and again, and never twice at once: a look that hangs is not followed by another. */
final class Watched {

    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Supplier<Future<Look>> look;
    private final Duration patience;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Finding last = Finding.nothing();

    Watched(Duration patience, Supplier<Future<Look>> look) {
        this.patience = patience;
        this.look = look;
    }

    /** Looks, and ends within the patience in any case. */
    Future<Finding> look() {
        if (!looking.compareAndSet(false, true)) {
            return Future.succeededFuture(found(Look.DOWN, patience.toNanos()));
        }
        var began = System.nanoTime();
        return look.get()
                .onComplete(ended -> looking.set(false))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .otherwise(Look.DOWN)
                .map(found -> found(found, System.nanoTime() - began));
    }

    private synchronized Finding found(Look found, long nanos) {
        last = last.next(found.status(), nanos / NANOS_PER_MILLI, found.missing());
        return last;
    }

    /** What was found, as it may be told at a time. */
    Finding at(Instant now) {
        return last.at(now);
    }

    /**
     * What there was to see.
     *
     * @param missing what it says itself that it lacks
     */
    record Look(String status, List<String> missing) {

        static final Look HEALTHY = new Look(Finding.HEALTHY, List.of());
        static final Look DOWN = new Look(Finding.DOWN, List.of());

        Look {
            missing = List.copyOf(missing);
        }
    }
}
