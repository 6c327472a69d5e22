package io.opscope.metrics.live;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the events of this replica. The last ten bits tell replicas and restarts apart; the others are the time in
 * milliseconds, or one more than the last where that is more, so that numbers of different replicas can be compared as
 * far as their clocks agree. All stay exact in a client that reads numbers as doubles (below 2^53).
 */
final class Sequence {

    private static final int MARK_BITS = 10;

    /** How far the clocks of two replicas may be apart. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final long mark = new SecureRandom().nextInt(1 << MARK_BITS);
    private final AtomicLong last = new AtomicLong();

    long next() {
        return last.updateAndGet(before -> Math.max(before + 1, System.currentTimeMillis())) << MARK_BITS | mark;
    }

    /** Goes on after a number that another replica gave out. */
    void goOnAfter(long seq) {
        last.accumulateAndGet(seq >> MARK_BITS, Math::max);
    }

    /** Whether a number can have been given out by now, here or elsewhere. */
    boolean mayBeGivenOut(long seq) {
        return seq > 0
                && seq >> MARK_BITS <= Math.max(last.get(), System.currentTimeMillis()) + CLOCKS_DIFFER.toMillis();
    }

    /** Whether what has one number may have happened after what has the other, which only one replica knows for sure. */
    static boolean mayBeAfter(long seq, long other) {
        var sameReplica = (seq ^ other) << Long.SIZE - MARK_BITS == 0;
        return seq > (sameReplica ? other : other - (CLOCKS_DIFFER.toMillis() << MARK_BITS));
    }
}
