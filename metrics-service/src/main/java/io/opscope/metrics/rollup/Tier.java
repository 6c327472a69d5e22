package io.opscope.metrics.rollup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How coarsely records are counted, finest first; each tier is kept for a time of its own. Buckets are UTC. */
public enum Tier {
    HOUR(3, ChronoUnit.HOURS, Duration.ofDays(400)),
    DAY(4, ChronoUnit.DAYS, Duration.ofDays(1096));

    /** Past a tier's retention it is still written for so long, so that a late record meets a bucket that is whole. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final int code;
    private final ChronoUnit unit;
    private final Duration retention;

    Tier(int code, ChronoUnit unit, Duration retention) {
        this.code = code;
        this.unit = unit;
        this.retention = retention;
    }

    /** As the database keeps it. */
    public int code() {
        return code;
    }

    /** Start of the bucket that a moment falls into. */
    public Instant bucket(Instant at) {
        return at.truncatedTo(unit);
    }

    /** The first bucket that is surely whole; one before it may be gone. */
    public Instant completeSince(Instant now) {
        return bucket(now.minus(retention));
    }

    /** Whether records of this moment are still counted in this tier. */
    boolean isOpenFor(Instant at, Instant now) {
        return !bucket(at).isBefore(bucket(now.minus(retention).minus(GRACE)));
    }

    static List<Tier> openFor(Instant at, Instant now) {
        return List.of(values()).stream()
                .filter(tier -> tier.isOpenFor(at, now))
                .toList();
    }
}
