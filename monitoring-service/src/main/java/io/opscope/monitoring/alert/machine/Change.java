package io.opscope.monitoring.alert.machine;

/** What one evaluation changed. */
public enum Change {
    NONE,
    PENDING,
    FIRED,
    /** It was pending, and is well again. */
    DROPPED,
    RESOLVED
}
