package io.opscope.gateway.forward;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the last look at something found.
 *
 * @param status healthy, degraded or down; unknown when it was not looked at for thirty seconds
 * @param since when this began
 * @param checkedAt when it was looked at last
 * @param latencyMillis how long it took to answer
 * @param missing what it says itself that it lacks
 */
record Finding(String status, Instant since, Instant checkedAt, double latencyMillis, List<String> missing) {

    static final String HEALTHY = "healthy";
    static final String DEGRADED = "degraded";
    static final String DOWN = "down";
    static final String UNKNOWN = "unknown";

    /** What is older tells nothing any more. */
    private static final Duration TELLS_FOR = Duration.ofSeconds(30);

    Finding {
        missing = List.copyOf(missing);
    }

    static Finding nothing() {
        var now = Instant.now();
        return new Finding(UNKNOWN, now, now, 0, List.of());
    }

    Finding next(String found, double millis, List<String> lacking) {
        var now = Instant.now();
        return new Finding(found, found.equals(status) ? since : now, now, millis, lacking);
    }

    /** The same as it may be told at a time. */
    Finding at(Instant now) {
        return checkedAt.plus(TELLS_FOR).isAfter(now)
                ? this
                : new Finding(UNKNOWN, checkedAt.plus(TELLS_FOR), checkedAt, latencyMillis, List.of());
    }
}
