package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Room of some kind, and how much of it is taken.
 *
 * @param usedBytes taken
 * @param totalBytes all there is for those who have no privileges
 */
@RegisterForReflection
public record Space(long usedBytes, long totalBytes) {

    /** 0 to 100. */
    public double percent() {
        return totalBytes <= 0 ? 0 : 100.0 * usedBytes / totalBytes;
    }

    static Space sum(Space one, Space other) {
        return new Space(one.usedBytes + other.usedBytes, one.totalBytes + other.totalBytes);
    }
}
