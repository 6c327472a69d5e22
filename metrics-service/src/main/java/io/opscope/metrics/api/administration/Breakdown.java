package io.opscope.metrics.api.administration;

import io.opscope.metrics.query.Step;

/** How finely revenue is told apart. */
enum Breakdown {
    HOURLY(Step.HOUR, 24),
    DAILY(Step.DAY, 30),
    WEEKLY(Step.WEEK, 12);

    private final Step step;
    private final int usualBuckets;

    Breakdown(Step step, int usualBuckets) {
        this.step = step;
        this.usualBuckets = usualBuckets;
    }

    Step step() {
        return step;
    }

    /** How many buckets, the running one last, are shown when no range is given. */
    int usualBuckets() {
        return usualBuckets;
    }
}
