package io.opscope.metrics.query;

import io.opscope.metrics.rollup.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time that figures are asked for, aligned to what is counted: its edges are whole minutes, or whole hours
 * where minutes are no longer kept, or whole days (UTC) where hours are not either. The running minute is the exception:
 * a range up to now ends now.
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
        return since(finest(now.minus(length), now).bucket(now.minus(length)), now);
    }

    /** So many whole seconds, the running one the last of them. */
    public static Range lastSeconds(int seconds, Instant now) {
        var until = Tier.SECOND.bucket(now).plusSeconds(1);
        return new Range(until.minusSeconds(seconds), until);
    }

    /** Two moments moved outward to whole buckets. */
    public static Range outward(Instant from, Instant until, Instant now) {
        return new Range(finest(from, now).bucket(from), finest(until, now).ceiling(until));
    }

    /** Up to now, from a moment that is a bucket's start. */
    public static Range since(Instant from, Instant now) {
        return new Range(from, now.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The stretch in front of this one. */
    public Range preceding(Duration length, Instant now) {
        return new Range(finest(from.minus(length), now).bucket(from.minus(length)), from);
    }

    /** Whether hours are kept for all of it. */
    public boolean hasHours(Instant now) {
        return !from.isBefore(wholeSince(Tier.HOUR, Tier.DAY, now));
    }

    /** Whether minutes are kept for all of it. */
    public boolean hasMinutes(Instant now) {
        return !from.isBefore(wholeSince(Tier.MINUTE, Tier.HOUR, now));
    }

    /** Where counting ends: the running minute is counted as a whole, nothing of it lies in the future. */
    Instant countedUntil() {
        return Tier.MINUTE.ceiling(until);
    }

    /** The finest tier that surely has all buckets around a moment. */
    private static Tier finest(Instant at, Instant now) {
        if (!at.isBefore(wholeSince(Tier.MINUTE, Tier.HOUR, now))) {
            return Tier.MINUTE;
        }
        return at.isBefore(wholeSince(Tier.HOUR, Tier.DAY, now)) ? Tier.DAY : Tier.HOUR;
    }

    /** Since when a tier is whole, beginning where the next coarser one can take over. */
    private static Instant wholeSince(Tier tier, Tier coarser, Instant now) {
        return coarser.ceiling(tier.completeSince(now));
    }
}
