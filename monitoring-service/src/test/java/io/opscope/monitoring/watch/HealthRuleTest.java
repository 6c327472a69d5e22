package io.opscope.monitoring.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.monitoring.watch.Probe.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HealthRuleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration EVERY = Duration.ofSeconds(15);
    private final HealthRule rule = new HealthRule(EVERY, Duration.ofSeconds(1), 90);

    @Test
    void aSourceThatAnswersInTimeIsHealthy() {
        assertEquals(Status.HEALTHY, status(answered(0, 12)));
    }

    @Test
    void exactlyOneSecondIsNotYetSlow() {
        assertEquals(Status.HEALTHY, status(answered(0, 1000)));
        assertEquals(Status.DEGRADED, status(answered(0, 1000.1)));
    }

    @Test
    void oneFailedProbeDegrades() {
        assertEquals(Status.DEGRADED, status(failed(0, Outcome.TIMED_OUT), answered(15, 3)));
        assertEquals(Status.DEGRADED, status(failed(0, Outcome.FAILED), answered(15, 3)));
    }

    @Test
    void theVeryFirstProbeFailingDegrades() {
        assertEquals(Status.DEGRADED, status(failed(0, Outcome.TIMED_OUT)));
    }

    @Test
    void twoFailedProbesInARowAreDown() {
        assertEquals(Status.DOWN, status(failed(0, Outcome.TIMED_OUT), failed(15, Outcome.FAILED), answered(30, 3)));
    }

    @Test
    void aRefusedConnectionIsDownAtOnce() {
        assertEquals(Status.DOWN, status(failed(0, Outcome.REFUSED), answered(15, 3)));
    }

    @Test
    void anAnswerAfterFailuresIsHealthyAgain() {
        assertEquals(Status.HEALTHY, status(answered(0, 3), failed(15, Outcome.REFUSED), failed(30, Outcome.REFUSED)));
    }

    @Test
    void failuresWithAnAnswerBetweenThemAreNotInARow() {
        assertEquals(
                Status.DEGRADED, status(failed(0, Outcome.TIMED_OUT), answered(15, 3), failed(30, Outcome.TIMED_OUT)));
    }

    @Test
    void moreThanNineTenthsOfTheConnectionsDegrade() {
        assertEquals(Status.HEALTHY, rule.at(NOW, List.of(answered(0, 3)), 90L, 100L));
        assertEquals(Status.DEGRADED, rule.at(NOW, List.of(answered(0, 3)), 91L, 100L));
    }

    @Test
    void notHavingLookedForThreeIntervalsIsUnknownWhateverWasSeenLast() {
        assertEquals(Status.UNKNOWN, status());
        assertEquals(Status.HEALTHY, status(answered(45, 3)));
        assertEquals(Status.UNKNOWN, status(answered(46, 3)));
        assertEquals(Status.UNKNOWN, status(failed(46, Outcome.REFUSED)));
    }

    @Property
    void connectionsAloneNeverMakeASourceDown(
            @ForAll @LongRange(min = 0, max = 100_000) long connections,
            @ForAll @LongRange(min = 1, max = 100_000) long limit) {
        var status = rule.at(NOW, List.of(answered(0, 3)), connections, limit);
        assertEquals(connections > 0.9 * limit ? Status.DEGRADED : Status.HEALTHY, status);
    }

    private Status status(Probe... newestFirst) {
        return rule.at(NOW, List.of(newestFirst), null, null);
    }

    private static Probe answered(int secondsAgo, double tookMs) {
        return new Probe(NOW.minusSeconds(secondsAgo), Outcome.ANSWERED, tookMs, null);
    }

    private static Probe failed(int secondsAgo, Outcome outcome) {
        return new Probe(NOW.minusSeconds(secondsAgo), outcome, null, "for a reason");
    }
}
