package io.opscope.metrics.query;

import io.opscope.metrics.rollup.Tier;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Takes a range apart for the tiers: the coarsest that fits in the middle, finer ones towards the edges. */
final class TierPlan {

    private TierPlan() {}

    /** The segments, together exactly the range, in order; their buckets never straddle one of the question's steps. */
    static List<Segment> of(Question question) {
        var tiers = new ArrayList<>(tiers(question.step(), question.zone()));
        if (question.bySeconds()) {
            tiers.add(Tier.SECOND);
        }
        var segments = new ArrayList<Segment>();
        split(question.range().from(), question.countedUntil(), tiers, segments);
        return segments;
    }

    private static void split(Instant from, Instant until, List<Tier> tiers, List<Segment> segments) {
        if (!from.isBefore(until)) {
            return;
        }
        var tier = tiers.get(0);
        var first = tier.ceiling(from);
        var last = tier.bucket(until);
        if (tiers.size() == 1) {
            segments.add(new Segment(tier, tier.bucket(from), tier.ceiling(until)));
        } else if (first.isBefore(last)) {
            var finer = tiers.subList(1, tiers.size());
            split(from, first, finer, segments);
            segments.add(new Segment(tier, first, last));
            split(last, until, finer, segments);
        } else {
            split(from, until, tiers.subList(1, tiers.size()), segments);
        }
    }

    /** The tier that whole steps are made of. */
    static Tier coarsest(Step step, ZoneId zone) {
        return tiers(step, zone).get(0);
    }

    /** Coarsest first. Buckets of tiers are UTC's, so days and months of other zones are made of hours. */
    private static List<Tier> tiers(Step step, ZoneId zone) {
        var isUtc = zone.normalized().equals(ZoneOffset.UTC);
        return switch (step) {
            case NONE -> List.of(Tier.MONTH, Tier.DAY, Tier.HOUR, Tier.MINUTE);
            case MINUTE -> List.of(Tier.MINUTE);
            case HOUR -> List.of(Tier.HOUR, Tier.MINUTE);
            case DAY, WEEK -> isUtc ? List.of(Tier.DAY, Tier.HOUR, Tier.MINUTE) : List.of(Tier.HOUR, Tier.MINUTE);
            case MONTH ->
                isUtc ? List.of(Tier.MONTH, Tier.DAY, Tier.HOUR, Tier.MINUTE) : List.of(Tier.HOUR, Tier.MINUTE);
        };
    }

    /** Whole buckets of one tier. */
    record Segment(Tier tier, Instant from, Instant until) {}
}
