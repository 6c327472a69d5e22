package io.opscope.gateway.route;

import java.time.Duration;
import java.util.Optional;

/** What requests for one operation may take, and how many of them are under way. */
public final class Allowance {

    private final long bodyBytes;
    private final Optional<Duration> deadline;
    private final Places places;

    Allowance(long bodyBytes, int atOnce, Optional<Duration> deadline) {
        this.bodyBytes = bodyBytes;
        this.deadline = deadline;
        this.places = new Places(atOnce);
    }

    /** Bytes of the longest body. */
    public long bodyBytes() {
        return bodyBytes;
    }

    /** From the end of a request until its answer begins, where it is another one than for all. */
    public Optional<Duration> deadline() {
        return deadline;
    }

    /** Of those that are under way at once. */
    public Places places() {
        return places;
    }
}
