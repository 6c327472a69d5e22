package io.opscope.metrics.query;

import io.opscope.metrics.rollup.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time that figures are asked for, aligned to what is counted: its edges are whole minutes, or whole hours
 * where minutes are no longer kept, or whole days or months (UTC) where hours or days are not either. The running minute is the exception:
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
    public static Range last(Duration length, Horizon horizon) {
        return since(horizon.begin(horizon.now().minus(length)), horizon.now());
    }

    /** From so long ago, less than a day, until now: minutes are kept for a day at least. */
    public static Range last(Duration length, Instant now) {
        return since(Tier.MINUTE.bucket(now.minus(length)), now);
    }

    /** So many whole seconds, the running one the last of them. */
    public static Range lastSeconds(int seconds, Instant now) {
        var until = Tier.SECOND.bucket(now).plusSeconds(1);
        return new Range(until.minusSeconds(seconds), until);
    }

    /** Two moments moved outward to whole buckets, as far as anything is kept. */
    public static Range outward(Instant from, Instant until, Horizon horizon) {
        return horizon.range(from, horizon.end(until));
    }

    /** Up to now, from a moment that is a bucket's start. */
    public static Range since(Instant from, Instant now) {
        return new Range(from, now.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The stretch in front of this one, exactly as long, so that the two can be compared while this one still grows. */
    public Range preceding() {
        return new Range(from.minus(Duration.between(from, until)), from);
    }

    /**
     * A stretch exactly as long as this one, so many whole calendar units before it that they do not overlap: when it
     * ends, as much of its last unit has passed as of this one's. Where clocks change in between, its first moment moves.
     */
    public Range preceding(Step unit, ZoneId zone) {
        var units = 1;
        while (unit.back(until, units, zone).isAfter(from)) {
            units++;
        }
        var end = unit.back(until, units, zone);
        return new Range(end.minus(Duration.between(from, until)), end);
    }

    /** As much of it as is over; all of it when it has not begun. */
    public Range toDate(Instant now) {
        return until.isAfter(now) && from.isBefore(now) ? new Range(from, now) : this;
    }

    /** The part of it that does not lie before a moment, if there is one; all of it when there is no such moment. */
    public Optional<Range> notBefore(@Nullable Instant since) {
        if (since == null || !from.isBefore(since)) {
            return Optional.of(this);
        }
        return since.isBefore(until) ? Optional.of(new Range(since, until)) : Optional.empty();
    }

    /** Where counting ends: the running minute is counted as a whole, nothing of it lies in the future. */
    Instant countedUntil() {
        return Tier.MINUTE.ceiling(until);
    }
}
