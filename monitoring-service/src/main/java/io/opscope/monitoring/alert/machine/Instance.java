package io.opscope.monitoring.alert.machine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one group of one rule between two evaluations.
 *
 * @param badSince since when the condition has been met, times without a value left out; null when it is not
 * @param wellSince the same for a flapping alert that is well for the time being
 * @param seen when it was last evaluated
 * @param fired when it fired lately, oldest first
 */
public record Instance(
        Phase phase,
        @Nullable Instant badSince,
        @Nullable Instant wellSince,
        @Nullable Instant seen,
        List<Instant> fired) {

    /** One that nothing is known of. */
    public static final Instance NEW = new Instance(Phase.OK, null, null, null, List.of());

    public Instance {
        fired = List.copyOf(fired);
    }

    /** Whether it can be forgotten: what comes next does not depend on what was. */
    public boolean isBlank() {
        return phase == Phase.OK && fired.isEmpty();
    }
}
