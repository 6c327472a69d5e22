package io.opscope.gateway.limit;

/**
 * What one limit comes to for one replica.
 *
 * @param whole the limit, for all replicas together
 * @param credit how much may be used before Redis has answered
 * @param share what goes on while Redis is away
 * @param batch permits that are leased at once
 */
record Terms(Gcra whole, Gcra credit, Gcra share, long batch) {

    /** All replicas together may come to so many times the limit while nobody counts for all. */
    private static final int FACTOR = 2;

    private static final int BATCHES_IN_A_BURST = 10;

    static Terms of(Gcra whole, int replicas) {
        var part = Math.max(1, whole.burst() * Math.min(FACTOR, replicas) / replicas);
        return new Terms(
                whole,
                new Gcra(whole.stepNanos(), Math.min(part, (whole.burst() + 1) / FACTOR)),
                new Gcra(whole.windowNanos() / part, part),
                Math.max(1, whole.burst() / BATCHES_IN_A_BURST));
    }

    /** Permits that may be used without telling Redis: whoever asks now and then costs it nothing at all. */
    long untold() {
        return batch / 2;
    }
}
