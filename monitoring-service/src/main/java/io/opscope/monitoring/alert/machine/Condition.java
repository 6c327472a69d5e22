package io.opscope.monitoring.alert.machine;

/** How a value is compared with a threshold. */
public enum Condition {
    GT,
    GTE,
    LT,
    LTE;

    /** Whether a value is on the bad side of a threshold. */
    public boolean isMet(double value, double threshold) {
        return switch (this) {
            case GT -> value > threshold;
            case GTE -> value >= threshold;
            case LT -> value < threshold;
            case LTE -> value <= threshold;
        };
    }

    /** Whether high values are the bad ones. */
    public boolean isUpward() {
        return this == GT || this == GTE;
    }
}
