package io.opscope.monitoring.engine;

import org.jspecify.annotations.Nullable;

/**
 * Room on a file system, in any unit, as long as both are in the same.
 *
 * @param used taken
 * @param available what is left for those who have no privileges
 */
public record DiskSpace(double used, double available) {

    /** 0 to 100, as {@code df} counts; null where it makes no sense. */
    public @Nullable Double percent() {
        var all = used + available;
        return used >= 0 && available >= 0 && all > 0 && Double.isFinite(all) ? 100 * used / all : null;
    }
}
