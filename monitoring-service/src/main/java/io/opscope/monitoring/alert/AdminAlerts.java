package io.opscope.monitoring.alert;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the administration's page shows: how many alerts there are, what fires and what did lately.
 *
 * @param alerts those that fire first, then those about to, then those that are over; a hundred at most
 */
@RegisterForReflection
record AdminAlerts(long firing, long pending, long critical, List<Entry> alerts, Instant timestamp) {

    private static final int MOST = 100;

    static AdminAlerts of(List<AlertAnswer> all, Instant now) {
        var firing =
                all.stream().filter(alert -> alert.state().equals("firing")).toList();
        return new AdminAlerts(
                firing.size(),
                all.stream().filter(alert -> alert.state().equals("pending")).count(),
                firing.stream()
                        .filter(alert -> alert.severity().equals("critical"))
                        .count(),
                all.stream().limit(MOST).map(Entry::of).toList(),
                now);
    }

    /** One alert; the fields mean what they do at /api/v1/alerts. */
    @RegisterForReflection
    record Entry(
            UUID id,
            String ruleId,
            String name,
            String metric,
            String condition,
            double threshold,
            String severity,
            String state,
            @Nullable Double value,
            Map<String, String> labels,
            Instant startedAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy,
            boolean silenced) {

        static Entry of(AlertAnswer alert) {
            return new Entry(
                    alert.id(),
                    alert.ruleId(),
                    alert.ruleName(),
                    alert.metricName(),
                    alert.condition(),
                    alert.threshold(),
                    alert.severity(),
                    alert.state(),
                    alert.value(),
                    alert.labels(),
                    alert.startedAt(),
                    alert.resolvedAt(),
                    alert.acknowledgedAt(),
                    alert.acknowledgedBy(),
                    alert.silenced());
        }
    }
}
