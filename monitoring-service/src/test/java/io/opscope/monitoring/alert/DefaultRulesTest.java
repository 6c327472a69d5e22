package io.opscope.monitoring.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.monitoring.alert.machine.Damping;
import io.opscope.monitoring.alert.machine.Instance;
import io.opscope.monitoring.alert.machine.Machine;
import io.opscope.monitoring.alert.machine.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every tenant begins with, by the figures that the contract names. */
class DefaultRulesTest {

    private static final Instant BEGAN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Damping DAMPING = new Damping(4, Duration.ofMinutes(30), Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({
        "cpu-busy, 80, 80.1, false, warning",
        "memory-full, 85, 85.1, false, warning",
        "disk-full, 90, 90.1, false, warning",
        "delivery-rate-low, 95, 94.9, true, warning",
        "messages-failing, 5, 5.1, true, critical",
        "job-failed, 0, 1, true, info"
    })
    void eachFiresBeyondItsFigureAfterFiveMinutesOrForWhatFiveMinutesWere(
            String id, double well, double bad, boolean isOverTime, String severity) {
        var rule = DefaultRules.RULES.get(id);
        assertEquals(severity, rule.severity());
        assertEquals(300, rule.windowSeconds());
        assertEquals(Phase.OK, after(rule, well, isOverTime, 300));
        assertEquals(isOverTime ? Phase.FIRING : Phase.PENDING, after(rule, bad, isOverTime, 285));
        assertEquals(Phase.FIRING, after(rule, bad, isOverTime, 300));
    }

    @Test
    void thereAreTheSixOfTheContractAndNoneOfAnomalies() {
        assertEquals(6, DefaultRules.RULES.size());
        assertEquals(
                0,
                DefaultRules.RULES.values().stream()
                        .filter(rule -> rule.metricName().contains("anomaly"))
                        .count());
    }

    /** What it is after a value has lasted for so long, read every 15 s. */
    private static Phase after(RuleDefinition rule, double value, boolean isOverTime, int seconds) {
        var instance = Instance.NEW;
        for (int at = 0; at <= seconds; at += 15) {
            instance = Machine.step(
                            instance, rule.terms(isOverTime, DAMPING), OptionalDouble.of(value), BEGAN.plusSeconds(at))
                    .after();
        }
        return instance.phase();
    }
}
