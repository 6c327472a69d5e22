package io.opscope.monitoring.alert.machine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether an alert is told of, and as what. */
public enum Notice {
    NONE,
    FIRING,
    /** It is still firing, and nobody has said that they know. */
    REMINDER,
    RESOLVED;

    /**
     * What is to be told after an evaluation.
     *
     * @param told when the alert was last told of; null when it never was
     * @param remindEvery zero for never
     */
    public static Notice after(
            Machine.Step step,
            @Nullable Instant told,
            boolean isAcknowledged,
            boolean isSilenced,
            Duration remindEvery,
            Instant at) {
        if (step.change() == Change.RESOLVED) {
            // Whoever was told that it fires is owed the end of it, silence or not.
            return told == null ? NONE : RESOLVED;
        }
        if (step.after().phase() != Phase.FIRING || isAcknowledged || isSilenced) {
            return NONE;
        }
        if (told == null) {
            return FIRING;
        }
        return remindEvery.compareTo(Duration.ZERO) > 0
                        && !told.plus(remindEvery).isAfter(at)
                ? REMINDER
                : NONE;
    }
}
