package io.opscope.metrics.api.generation;

import io.opscope.metrics.query.Step;

/** How finely a series is cut. */
enum Interval {
    DAY(Step.DAY),
    WEEK(Step.WEEK),
    MONTH(Step.MONTH);

    private final Step step;

    Interval(Step step) {
        this.step = step;
    }

    Step step() {
        return step;
    }
}
