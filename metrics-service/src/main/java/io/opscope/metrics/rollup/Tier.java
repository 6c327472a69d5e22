package io.opscope.metrics.rollup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** How coarsely records are counted, finest first; each tier is kept for a time of its own. Buckets are UTC. */
public enum Tier {
    /** For the live window; of the sets that are declared live only. */
    SECOND(1, ChronoUnit.SECONDS, Duration.ofHours(2)),
    MINUTE(2, ChronoUnit.MINUTES, Duration.ofDays(8)),
    HOUR(3, ChronoUnit.HOURS, Duration.ofDays(400)),
    DAY(4, ChronoUnit.DAYS, Duration.ofDays(1096)),
    MONTH(5, ChronoUnit.MONTHS, Duration.ofDays(1127));

    /** Past a tier's retention it is still written for so long, so that a late record meets a bucket that is whole. */
    static final Duration GRACE = Duration.ofHours(1);

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

    /** The tier that the database keeps as {@code code}. */
    public static Tier of(long code) {
        return values()[Math.toIntExact(code) - 1];
    }

    /** Start of the bucket that a moment falls into. */
    public Instant bucket(Instant at) {
        return this == MONTH
                ? at.atZone(ZoneOffset.UTC)
                        .toLocalDate()
                        .withDayOfMonth(1)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : at.truncatedTo(unit);
    }

    /** Start of the first bucket that does not begin before a moment. */
    public Instant ceiling(Instant at) {
        var floor = bucket(at);
        return floor.equals(at) ? at : next(floor);
    }

    /** Start of the bucket after the one that starts then. */
    public Instant next(Instant bucket) {
        return this == MONTH ? bucket.atZone(ZoneOffset.UTC).plusMonths(1).toInstant() : bucket.plus(1, unit);
    }

    /** The first bucket that is surely whole; one before it may be gone. */
    public Instant completeSince(Instant now) {
        return ceiling(now.minus(retention));
    }

    /** The first bucket that is still written; those before it may be dropped. */
    Instant openSince(Instant now) {
        return bucket(now.minus(retention).minus(GRACE));
    }

    /** The next coarser one; the coarsest has none. */
    List<Tier> coarser() {
        return Arrays.asList(values()).subList(ordinal() + 1, values().length);
    }
}
