package io.opscope.metrics.query;

/** How exact least and greatest values are; the worst last. */
public enum Extremes {
    /** Values that there are. */
    EXACT,
    /** Ends of a histogram, each within its relative error of a value that there is. */
    WITHIN_HISTOGRAM,
    /** Bounds: no value lies beyond them, but the one that did may have been taken back. */
    BOUNDS
}
