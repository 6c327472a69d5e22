package io.opscope.metrics.api.administration;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.query.Horizon;
import io.opscope.metrics.query.Range;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked about revenue; a range that is not given ends with the running bucket. */
record RevenueQuestion(
        Breakdown breakdown,
        Optional<Instant> from,
        Optional<Instant> until,
        ZoneId zone,
        Optional<String> status,
        Optional<String> method,
        Optional<String> user,
        Optional<String> currency) {

    /** The range, aligned to what is counted. */
    Range range(Horizon horizon) {
        var now = horizon.now();
        var step = breakdown.step();
        if (from.isEmpty() && until.isEmpty()) {
            return horizon.kept(Range.since(step.start(now, 1 - breakdown.usualBuckets(), zone), now));
        }
        var end = until.orElse(now);
        var beforeEnd = end.minusNanos(1);
        var start = from.orElseGet(() -> step.start(beforeEnd, 1 - breakdown.usualBuckets(), zone));
        if (!start.isBefore(end)) {
            throw CommonProblem.badParameter("from", start, "a time before until, which is " + end);
        }
        return Range.outward(start, end, horizon);
    }

    /** All that the answer depends on; what is relative to now stays so. */
    List<Object> parameters() {
        return new ArrayList<>(List.of(breakdown, from, until, zone, status, method, user, currency));
    }
}
