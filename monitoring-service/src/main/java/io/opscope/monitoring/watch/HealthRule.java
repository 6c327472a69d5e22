package io.opscope.monitoring.watch;

import io.opscope.monitoring.watch.Probe.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a source's status from our own probes; pure. Every source of the suite is judged by this one rule.
 *
 * @param every pause between probes
 * @param slow a probe that takes longer makes the source degraded
 * @param connectionsPercent share of the allowed connections over which it is degraded
 */
record HealthRule(Duration every, Duration slow, int connectionsPercent) {

    private static final int INTERVALS_UNTIL_UNKNOWN = 3;

    /**
     * The status at a moment.
     *
     * @param newestFirst the probes, the last one first
     * @param connections clients signed in as of the last probe; null when that is not known
     * @param connectionLimit clients that may be; null when that is not known
     */
    Status at(Instant now, List<Probe> newestFirst, @Nullable Long connections, @Nullable Long connectionLimit) {
        if (newestFirst.isEmpty() || isOld(newestFirst.get(0), now)) {
            return Status.UNKNOWN;
        }
        var last = newestFirst.get(0);
        if (last.outcome() == Outcome.REFUSED || lastTwoFailed(newestFirst)) {
            return Status.DOWN;
        }
        return last.failed() || isSlow(last) || isCrowded(connections, connectionLimit)
                ? Status.DEGRADED
                : Status.HEALTHY;
    }

    /** The same for a mart; it is degraded, too, while its data is stale. */
    Status at(
            Instant now,
            List<Probe> newestFirst,
            @Nullable Long connections,
            @Nullable Long connectionLimit,
            boolean stale) {
        var status = at(now, newestFirst, connections, connectionLimit);
        return status == Status.HEALTHY && stale ? Status.DEGRADED : status;
    }

    private boolean isOld(Probe last, Instant now) {
        return Duration.between(last.at(), now).compareTo(every.multipliedBy(INTERVALS_UNTIL_UNKNOWN)) > 0;
    }

    private static boolean lastTwoFailed(List<Probe> newestFirst) {
        return newestFirst.size() >= 2
                && newestFirst.get(0).failed()
                && newestFirst.get(1).failed();
    }

    private boolean isSlow(Probe probe) {
        var took = probe.responseMs();
        return took != null && took > slow.toMillis();
    }

    private boolean isCrowded(@Nullable Long connections, @Nullable Long limit) {
        return connections != null && limit != null && connections * 100 > limit * connectionsPercent;
    }
}
