package io.opscope.monitoring.accesslog.record;

/** Whether the bytes at a place still belong to a record that was too long to be read whole. */
public enum Cut {
    /** A record begins there. */
    NONE,
    /** Its end is to be found. */
    SKIPPING,
    /** Its end is to be found, and the place is within a quoted text of it. */
    SKIPPING_QUOTED
}
