package io.opscope.monitoring.statement;

import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.engine.StatementCounts.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was counted between two readings. Counters that began anew in between count whole: all of what they say is from after
 * the first reading. None counts backwards, and none counts what the first reading had.
 *
 * @param evictions how often the server forgot statements for want of room meanwhile
 */
record Difference(List<Cost> costs, long evictions) {

    /** Empty where the two are not of the same counters, as after a change to another server: the second is a beginning. */
    static Optional<Difference> between(Baseline before, StatementCounts after) {
        var resetAt = after.resetAt();
        var isReset = resetAt != null && !resetAt.equals(before.resetAt());
        if (resetAt != null && isReset && !isAfter(resetAt, before)) {
            return Optional.empty();
        }
        if (resetAt == null && before.resetAt() != null) {
            // an older extension than before does not tell, and adds up what was apart
            return Optional.empty();
        }
        var isSame = resetAt != null && !isReset;
        var costs = new HashMap<String, Cost>();
        for (var entry : after.entries()) {
            cost(before, isReset ? null : before.find(entry), entry, isSame)
                    .filter(cost -> cost.calls() > 0)
                    .ifPresent(cost -> costs.merge(cost.fingerprint(), cost, Cost::plus));
        }
        return Optional.of(new Difference(
                List.copyOf(costs.values()),
                isReset ? after.evictions() : Math.max(0, after.evictions() - before.evictions())));
    }

    private static Optional<Cost> cost(Baseline reading, @Nullable Entry before, Entry after, boolean isSame) {
        var since = after.since();
        if (before != null && !isNewer(before, after)) {
            return Optional.of(Cost.more(before, after));
        }
        // PostgreSQL notes a statement when it begins for the first time and shows it when that run has ended. Where it
        // is
        // not known that these are the same counters, one from before the first reading is another server's.
        return since == null || isSame || isAfter(since, reading) ? Optional.of(Cost.whole(after)) : Optional.empty();
    }

    /** Whether it was forgotten and has come back: it says so, or it counts less than before. */
    private static boolean isNewer(Entry before, Entry after) {
        var since = after.since();
        return since != null && before.since() != null
                ? !since.equals(before.since())
                : after.calls() < before.calls()
                        || after.totalMs() < before.totalMs()
                        || after.rowsReturned() < before.rowsReturned();
    }

    /** Servers tell such moments to the second, some of them. */
    private static boolean isAfter(Instant moment, Baseline reading) {
        return !moment.isBefore(reading.readAt().truncatedTo(ChronoUnit.SECONDS));
    }
}
