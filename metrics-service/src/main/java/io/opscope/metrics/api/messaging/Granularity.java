package io.opscope.metrics.api.messaging;

import io.opscope.metrics.query.Step;

/** How finely a trend is told apart, and how far back it may reach. */
enum Granularity {
    MINUTE(Step.MINUTE, 168),
    HOUR(Step.HOUR, 168),
    DAY(Step.DAY, 26_280),
    WEEK(Step.WEEK, 26_280),
    MONTH(Step.MONTH, 26_280);

    private final Step step;
    private final int mostHours;

    Granularity(Step step, int mostHours) {
        this.step = step;
        this.mostHours = mostHours;
    }

    Step step() {
        return step;
    }

    int mostHours() {
        return mostHours;
    }
}
