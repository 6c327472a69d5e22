package io.opscope.monitoring.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opscope.monitoring.alert.channel.Message;
import io.opscope.monitoring.alert.machine.Condition;
import io.opscope.monitoring.alert.machine.Damping;
import io.opscope.monitoring.alert.machine.NoData;
import io.opscope.monitoring.alert.machine.Terms;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Everything that is declared of a rule. The fields are those of {@link RuleRequest}.
 *
 * @param duration seconds
 */
@RegisterForReflection
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record RuleDefinition(
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
        boolean enabled) {

    /** Figures of records are taken over this long at least. */
    private static final int SHORTEST_WINDOW = 60;

    RuleDefinition {
        notificationChannels = List.copyOf(notificationChannels);
        groupBy = List.copyOf(groupBy);
    }

    /** @param isOverTime whether the metric's figures are those of the last {@code duration} seconds themselves */
    Terms terms(boolean isOverTime, Damping damping) {
        var lasting = Duration.ofSeconds(duration);
        return new Terms(
                Condition.valueOf(condition.toUpperCase(Locale.ROOT)),
                threshold,
                resolveThreshold,
                isOverTime ? Duration.ZERO : lasting,
                NoData.valueOf(noData.toUpperCase(Locale.ROOT)),
                lasting,
                damping);
    }

    @JsonIgnore
    int windowSeconds() {
        return Math.max(SHORTEST_WINDOW, duration);
    }

    /** Whether what was found by the other is still about the same. */
    boolean looksAtTheSameAs(RuleDefinition other) {
        return metricName.equals(other.metricName) && groupBy.equals(other.groupBy);
    }

    Message.About about(String id) {
        return new Message.About(id, ruleName, metricName, condition, threshold, severity);
    }
}
