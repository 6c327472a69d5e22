package io.opscope.monitoring.alert.machine;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which certain alerts are not told of.
 *
 * @param rule whose alerts; null for every rule's
 * @param labels what the alerts have to be labelled with
 * @param from inclusive
 * @param until exclusive
 */
public record Silence(@Nullable String rule, Map<String, String> labels, Instant from, Instant until) {

    public Silence {
        labels = Map.copyOf(labels);
    }

    /** Whether an alert is not to be told of at this moment. */
    public boolean covers(String rule, Map<String, String> labels, Instant at) {
        return !at.isBefore(from)
                && at.isBefore(until)
                && (this.rule == null || this.rule.equals(rule))
                && labels.entrySet().containsAll(this.labels.entrySet());
    }
}
