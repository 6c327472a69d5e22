package io.opscope.monitoring.alert.machine;

/** What it means that there is no value. */
public enum NoData {
    /** All is well. */
    OK,
    /** As bad as a bad value, once it has lasted. */
    ALERT,
    /** Nothing: everything stays as it is, and the time does not count. */
    KEEP
}
