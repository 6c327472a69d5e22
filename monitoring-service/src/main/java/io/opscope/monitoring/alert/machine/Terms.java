package io.opscope.monitoring.alert.machine;

import java.time.Duration;

/**
 * When something is an alert.
 *
 * @param resolveThreshold a firing alert stays one until its value is on the good side of this as well
 * @param holds how long the condition has to be met before the alert fires
 * @param noDataHolds how long there has to be no value, where that is an alert
 */
public record Terms(
        Condition condition,
        double threshold,
        double resolveThreshold,
        Duration holds,
        NoData noData,
        Duration noDataHolds,
        Damping damping) {

    public Terms {
        if (condition.isUpward() ? resolveThreshold > threshold : resolveThreshold < threshold) {
            throw new IllegalArgumentException("The resolve threshold is on the bad side of the threshold");
        }
    }

    /** The same where no data means that all is well. */
    public Terms withoutDataBeingWell() {
        return new Terms(condition, threshold, resolveThreshold, holds, NoData.OK, noDataHolds, damping);
    }
}
