package io.opscope.monitoring.alert;

import io.opscope.monitoring.alert.machine.Instance;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group of a rule, and what is remembered of it.
 *
 * @param alert the one that is not over; null when there is none
 */
record Group(
        String key,
        Map<String, String> labels,
        Instance instance,
        @Nullable UUID alert,
        @Nullable Instant toldAt,
        boolean isAcknowledged,
        boolean isKept) {

    static Group fresh(String key, Map<String, String> labels) {
        return new Group(key, labels, Instance.NEW, null, null, false, false);
    }
}
