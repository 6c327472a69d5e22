package io.opscope.metrics.api.messaging;

/** What is made of the records of one group. */
enum Aggregation {
    COUNT(false, true),
    SUM(true, true),
    AVG(true, true),
    MIN(true, true),
    MAX(true, true),
    RATE(false, true),
    DISTINCT(false, false),
    PERCENTILE(true, false);

    private final boolean needsMeasure;
    private final boolean exact;

    Aggregation(boolean needsMeasure, boolean exact) {
        this.needsMeasure = needsMeasure;
        this.exact = exact;
    }

    boolean needsMeasure() {
        return needsMeasure;
    }

    boolean isExact() {
        return exact;
    }
}
