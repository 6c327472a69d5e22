package io.opscope.metrics.query;

import io.opscope.metrics.rollup.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time that figures are asked for, aligned to what is counted: its edges are whole hours, or whole days
 * (UTC) where hours are no longer kept. The running hour is the exception: a range up to now ends now.
 *
 * @param from the first moment that is part of it
 * @param until the first moment that is not
 */
public record Range(Instant from, Instant until) {

    public Range {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(from + " does not lie before " + until);
        }
    }

    /** From so long ago until now; its left edge moves back to the start of a bucket. */
    public static Range last(Duration length, Instant now) {
        return since(floor(now.minus(length), now), now);
    }

    /** Two moments moved outward to whole buckets. */
    public static Range outward(Instant from, Instant until, Instant now) {
        return new Range(floor(from, now), ceil(until, now));
    }

    /** The stretch in front of this one. */
    public Range preceding(Duration length, Instant now) {
        return new Range(floor(from.minus(length), now), from);
    }

    /** Whether hours are kept for all of it. */
    public boolean hasHours(Instant now) {
        return !from.isBefore(hoursSince(now));
    }

    /** Up to now, from a moment that is a bucket's start. */
    public static Range since(Instant from, Instant now) {
        return new Range(from, now.truncatedTo(ChronoUnit.MILLIS));
    }

    /** Where counting ends: the running hour is counted as a whole, nothing of it lies in the future. */
    Instant countedUntil() {
        return ceil(until, Tier.HOUR);
    }

    /** Since when hours are whole; before, only days are. */
    static Instant hoursSince(Instant now) {
        return ceil(Tier.HOUR.completeSince(now), Tier.DAY);
    }

    static Instant ceil(Instant at, Tier tier) {
        var floor = tier.bucket(at);
        return floor.equals(at) ? at : floor.plus(tier == Tier.HOUR ? Duration.ofHours(1) : Duration.ofDays(1));
    }

    private static Instant floor(Instant at, Instant now) {
        return (at.isBefore(hoursSince(now)) ? Tier.DAY : Tier.HOUR).bucket(at);
    }

    private static Instant ceil(Instant at, Instant now) {
        return ceil(at, at.isBefore(hoursSince(now)) ? Tier.DAY : Tier.HOUR);
    }
}
