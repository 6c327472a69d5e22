package io.opscope.monitoring.host;

import org.jspecify.annotations.Nullable;

/**
 * Processors' time since some moment in the past; only differences mean anything.
 *
 * @param busy in any unit
 * @param all what they could have been busy, in the same unit
 * @param of what it was counted of: times of different things are not subtracted
 */
record CpuTime(double busy, double all, String of) {

    /** Percent of the time between, 0 to 100; null when that cannot be told. */
    @Nullable Double percentSince(@Nullable CpuTime before) {
        if (before == null || !before.of.equals(of)) {
            return null;
        }
        var passed = all - before.all;
        var worked = busy - before.busy;
        return passed > 0 && worked >= 0 && Double.isFinite(worked) ? Math.min(100, 100 * worked / passed) : null;
    }
}
