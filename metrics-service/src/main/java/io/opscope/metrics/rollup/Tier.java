package io.opscope.metrics.rollup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/** How coarsely records are counted, finest first; how long each tier is kept {@link Periods} says. Buckets are UTC. */
public enum Tier {
    /** For the live window; of the sets that are declared live only. */
    SECOND(1, ChronoUnit.SECONDS),
    MINUTE(2, ChronoUnit.MINUTES),
    HOUR(3, ChronoUnit.HOURS),
    DAY(4, ChronoUnit.DAYS),
    MONTH(5, ChronoUnit.MONTHS);

    private final int code;
    private final ChronoUnit unit;

    Tier(int code, ChronoUnit unit) {
        this.code = code;
        this.unit = unit;
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

    /** The next coarser one; the coarsest has none. */
    List<Tier> coarser() {
        return Arrays.asList(values()).subList(ordinal() + 1, values().length);
    }
}
