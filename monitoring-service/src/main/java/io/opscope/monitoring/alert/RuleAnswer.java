package io.opscope.monitoring.alert;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is shown.
 *
 * @param duration seconds
 * @param problem why the last evaluation had no data; null when it had
 */
@RegisterForReflection
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record RuleAnswer(
        String ruleId,
        String ruleName,
        String metricName,
        String condition,
        double threshold,
        double resolveThreshold,
        int duration,
        String severity,
        List<String> notificationChannels,
        String noData,
        List<String> groupBy,
        boolean enabled,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        @Nullable Instant evaluatedAt,
        @Nullable String problem) {

    static RuleAnswer of(Rule rule) {
        var declared = rule.definition();
        return new RuleAnswer(
                rule.id(),
                declared.ruleName(),
                declared.metricName(),
                declared.condition(),
                declared.threshold(),
                declared.resolveThreshold(),
                declared.duration(),
                declared.severity(),
                declared.notificationChannels(),
                declared.noData(),
                declared.groupBy(),
                declared.enabled(),
                rule.createdBy(),
                rule.createdAt(),
                rule.changedBy(),
                rule.changedAt(),
                rule.evaluatedAt(),
                rule.problem());
    }
}
