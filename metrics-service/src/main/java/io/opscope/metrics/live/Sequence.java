package io.opscope.metrics.live;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the events of this replica. The last ten bits tell replicas and restarts apart, so that a number is not taken
 * for one of another's; the others begin at the time of the start, so that numbers grow over restarts. All stay exact in
 * a client that reads numbers as doubles (below 2^53).
 */
final class Sequence {

    private static final int MARK_BITS = 10;

    private final long mark = new SecureRandom().nextInt(1 << MARK_BITS);
    private final AtomicLong count = new AtomicLong(System.currentTimeMillis());

    long next() {
        return count.incrementAndGet() << MARK_BITS | mark;
    }

    /** Whether a number was given out here. */
    boolean isOurs(long seq) {
        return (seq & (1 << MARK_BITS) - 1) == mark && seq >> MARK_BITS <= count.get();
    }
}
