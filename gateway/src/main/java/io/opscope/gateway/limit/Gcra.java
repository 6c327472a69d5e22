package io.opscope.gateway.limit;

/**
 * The generic cell rate algorithm. A bucket of permits is one number, the moment at which it will be full again: taking a
 * permit moves it by one step into the future, and no further than a whole burst ahead of now. So no stretch of time sees
 * more than the burst and what came back meanwhile. All times are nanoseconds of one clock.
 *
 * @param stepNanos how long one permit takes to come back
 * @param burst permits in a full bucket
 */
record Gcra(long stepNanos, long burst) {

    Gcra {
        if (stepNanos < 1 || burst < 1) {
            throw new IllegalArgumentException("A limit has at least one permit, and a permit takes time to come back");
        }
    }

    /** How long an empty bucket takes to be full. */
    long windowNanos() {
        return stepNanos * burst;
    }

    /** When the bucket will be full again once so many permits are taken now. */
    long after(long fullAt, long now, long permits) {
        return Math.max(fullAt, now) + permits * stepNanos;
    }

    /** How long until one permit can be taken: nothing when it can be now. */
    long waitNanos(long fullAt, long now) {
        return Math.max(0, after(fullAt, now, 1) - now - windowNanos());
    }

    /** How many permits can be taken now; fewer than none when more are owed than a bucket holds. */
    long left(long fullAt, long now) {
        return Math.floorDiv(now + windowNanos() - Math.max(fullAt, now), stepNanos);
    }

    /** How many permits are missing until the bucket is full; one that has begun to come back is not. */
    long missing(long fullAt, long now) {
        return Math.max(0, Math.floorDiv(fullAt - now, stepNanos));
    }
}
