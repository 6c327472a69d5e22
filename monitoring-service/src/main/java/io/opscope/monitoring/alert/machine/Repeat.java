package io.opscope.monitoring.alert.machine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When what fires is said again to who forgets it. */
public final class Repeat {

    /** The golden ratio of 64 bits: takes names that differ little, whose hashes do too, far from each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Repeat() {}

    /**
     * Whether a moment of repeating has come since the last evaluation. All alerts of a rule have the same moments, and rules
     * have others than their neighbours, so that not everything is repeated at once.
     *
     * @param last the evaluation before this one; null when there was none
     */
    public static boolean isDue(String rule, Duration every, @Nullable Instant last, Instant at) {
        if (last == null) {
            return false;
        }
        var offset = Math.floorMod(rule.hashCode() * SPREAD, every.toMillis());
        return round(last, every, offset) < round(at, every, offset);
    }

    private static long round(Instant at, Duration every, long offset) {
        return Math.floorDiv(at.toEpochMilli() + offset, every.toMillis());
    }
}
