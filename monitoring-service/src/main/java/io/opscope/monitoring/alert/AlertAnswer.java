package io.opscope.monitoring.alert;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is shown.
 *
 * @param state {@code pending}, {@code firing} or {@code resolved}
 * @param value the last one; null when there is no data
 * @param silenced whether nobody is told of it at this moment
 * @param ending why it is over, when it is not for a good value
 */
@RegisterForReflection
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record AlertAnswer(
        UUID id,
        String ruleId,
        String ruleName,
        String metricName,
        String condition,
        double threshold,
        String severity,
        String state,
        @Nullable Double value,
        Map<String, String> labels,
        Instant startedAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt,
        @Nullable String ending,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        boolean silenced) {

    static AlertAnswer of(Alert alert, boolean silenced) {
        var rule = alert.rule();
        return new AlertAnswer(
                alert.id(),
                rule.ruleId(),
                rule.ruleName(),
                rule.metricName(),
                rule.condition(),
                rule.threshold(),
                rule.severity(),
                alert.state(),
                alert.value(),
                alert.labels(),
                alert.startedAt(),
                alert.firedAt(),
                alert.resolvedAt(),
                alert.ending(),
                alert.acknowledgedAt(),
                alert.acknowledgedBy(),
                silenced);
    }
}
