package io.opscope.metrics.query;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.rollup.Periods;
import io.opscope.metrics.rollup.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far back an asker can look at one moment: to the minute as long as minutes are kept, and so on. What is answered
 * from the records, such as one user's figures, ends where they do.
 *
 * @param recordsSince what is answered from the records begins no earlier; null when every record is there
 * @param byRecords whether the asker's answers are made of the records
 */
public record Horizon(
        Instant now, Periods periods, @Nullable Instant recordsSince, boolean byRecords) {

    /** Where nobody decided anything and every record is there. */
    public static Horizon usual(Instant now) {
        return new Horizon(now, Periods.usual(Duration.ofDays(1095)), null, false);
    }

    /** Whether days are kept for all of a range. */
    public boolean hasDays(Range range) {
        return !range.from().isBefore(periods.completeSince(Tier.DAY, now));
    }

    /** Whether hours are kept for all of a range. */
    public boolean hasHours(Range range) {
        return !range.from().isBefore(wholeSince(Tier.HOUR, Tier.DAY));
    }

    /** Whether minutes are kept for all of a range. */
    public boolean hasMinutes(Range range) {
        return !range.from().isBefore(wholeSince(Tier.MINUTE, Tier.HOUR));
    }

    /** Days that a tier is kept. */
    public int days(Tier tier) {
        return periods.days(tier);
    }

    /** Since when the records of a range are there, where they are not there of all of it. */
    public @Nullable Instant recordsSince(Range range) {
        return recordsSince != null && range.from().isBefore(recordsSince) ? recordsSince : null;
    }

    /** The part of a range that hours are kept of. */
    public Range withHours(Range range) {
        return kept(range.notBefore(periods.completeSince(Tier.HOUR, now)).orElse(range));
    }

    /** The part of a range that can be cut into such steps: from the first whole one of the tier that they are made of. */
    public Range inSteps(Range range, Step step, ZoneId zone) {
        if (byRecords) {
            return kept(range);
        }
        var since = periods.completeSince(TierPlan.coarsest(step, zone), now);
        var first = step.start(since, zone).equals(since) ? since : step.start(since, 1, zone);
        return range.notBefore(first).orElse(range);
    }

    /** What of a range can be answered: where it is answered from the records, what they are there of. */
    public Range kept(Range range) {
        return byRecords ? range.notBefore(recordsSince).orElse(range) : range;
    }

    /** Back to the start of a bucket that is whole, but no further than anything can be said of. */
    Instant begin(Instant at) {
        var begin = finest(at).bucket(at);
        if (byRecords) {
            return recordsSince != null && begin.isBefore(recordsSince) ? recordsSince : begin;
        }
        var first = periods.completeSince(Tier.MONTH, now);
        return begin.isBefore(first) ? first : begin;
    }

    /** On to the end of a bucket that is whole. */
    Instant end(Instant at) {
        return finest(at).ceiling(at);
    }

    /** A stretch whose edges were moved to {@link #begin} and {@link #end}, if anything is left of it. */
    Range range(Instant from, Instant until) {
        var begin = begin(from);
        if (!begin.isBefore(until)) {
            throw CommonProblem.badParameter(
                    "until", until, "a time after " + begin + ", before which nothing is kept of what is asked for");
        }
        return new Range(begin, until);
    }

    /** A range moved outward to whole buckets, as far as anything is kept of it. */
    Optional<Range> outward(Range range) {
        var begin = begin(range.from());
        return begin.isBefore(range.until()) ? Optional.of(new Range(begin, end(range.until()))) : Optional.empty();
    }

    /** A range moved inward to whole buckets, where at least one lies between its edges. */
    Optional<Range> inward(Range range) {
        var first = finest(range.from()).ceiling(range.from());
        var last = finest(range.until()).bucket(range.until());
        return first.isBefore(last) ? Optional.of(new Range(first, last)) : Optional.empty();
    }

    /** Whether everything that was counted of a range is still kept. */
    boolean isKept(Range range) {
        return !range.from().isBefore(periods.completeSince(Tier.MONTH, now));
    }

    /** The finest tier that surely has all buckets around a moment. */
    private Tier finest(Instant at) {
        if (!at.isBefore(wholeSince(Tier.MINUTE, Tier.HOUR))) {
            return Tier.MINUTE;
        }
        if (!at.isBefore(wholeSince(Tier.HOUR, Tier.DAY))) {
            return Tier.HOUR;
        }
        return at.isBefore(periods.completeSince(Tier.DAY, now)) ? Tier.MONTH : Tier.DAY;
    }

    /** Since when a tier is whole, beginning where the next coarser one can take over. */
    private Instant wholeSince(Tier tier, Tier coarser) {
        return coarser.ceiling(periods.completeSince(tier, now));
    }
}
