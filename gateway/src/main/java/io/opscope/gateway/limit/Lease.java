package io.opscope.gateway.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Permits that were taken out of the shared bucket together: a stretch of the time in which they come back, of which each
 * use takes a step that lies ahead of it. What is not used by then has come back to the bucket and lapses here, so that no
 * permit counts twice and none has to be handed back. Stretches of different leases never overlap; that is what makes
 * all replicas together keep to the limit.
 */
final class Lease {

    private final long stepNanos;
    private final long end;
    private final AtomicLong usedUntil;

    /**
     * @param fullAt when the shared bucket will be full again, these permits taken
     * @param permits how many; none is a lease as well, and tells how things are
     */
    Lease(long stepNanos, long fullAt, long permits) {
        this.stepNanos = stepNanos;
        this.end = fullAt;
        this.usedUntil = new AtomicLong(fullAt - permits * stepNanos);
    }

    /** Uses one permit, if there is one. */
    boolean take(long now) {
        return take(now, 1) == 1;
    }

    /** Uses as many permits as there are, and so many at most; returns how many. */
    long take(long now, long most) {
        while (true) {
            var used = usedUntil.get();
            var from = Math.max(used, now);
            var permits = Math.min(most, Math.max(0, (end - from) / stepNanos));
            if (permits == 0 || usedUntil.compareAndSet(used, from + permits * stepNanos)) {
                return permits;
            }
        }
    }

    /** When the bucket would be full again if the rest of this lease were left unused. */
    long fullAt() {
        return usedUntil.get();
    }
}
