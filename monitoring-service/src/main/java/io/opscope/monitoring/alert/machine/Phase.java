package io.opscope.monitoring.alert.machine;

/** How far an alert has come. */
public enum Phase {
    OK,
    /** The condition is met, but not for long enough yet. */
    PENDING,
    FIRING
}
