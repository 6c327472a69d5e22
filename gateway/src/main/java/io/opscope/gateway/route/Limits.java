package io.opscope.gateway.route;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What requests for one operation may take, and how many of them are under way. */
public final class Limits {

    private final long bodyBytes;
    private final int atOnce;
    private final Optional<Duration> deadline;
    private final AtomicInteger underWay = new AtomicInteger();

    Limits(long bodyBytes, int atOnce, Optional<Duration> deadline) {
        this.bodyBytes = bodyBytes;
        this.atOnce = atOnce;
        this.deadline = deadline;
    }

    /** Bytes of the longest body. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /** From the end of a request until its answer begins, where it is another one than for all. */
    public Optional<Duration> deadline() {
        return deadline;
    }

    /** Whether one more may begin; then {@link #leave()} has to follow, once. */
    public boolean enter() {
        if (underWay.incrementAndGet() <= atOnce) {
            return true;
        }
        underWay.decrementAndGet();
        return false;
    }

    /** One that began is over. */
    public void leave() {
        underWay.decrementAndGet();
    }
}
