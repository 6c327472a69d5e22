package io.opscope.monitoring.alert.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class RepeatTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(5);

    @Test
    void itComesOncePerIntervalHoweverOftenARuleIsEvaluated() {
        for (var rule : new String[] {"cpu", "memory", "a rule of another name"}) {
            var times = 0;
            for (var at = START; at.isBefore(START.plus(Duration.ofHours(2))); at = at.plusSeconds(15)) {
                times += Repeat.isDue(rule, EVERY, at, at.plusSeconds(15)) ? 1 : 0;
            }
            assertEquals(24, times, rule);
        }
    }

    @Test
    void anEvaluationThatCameLateHasItOnceAndTwoAtOneMomentHaveNone() {
        assertTrue(Repeat.isDue("cpu", EVERY, START, START.plus(Duration.ofHours(1))));
        assertFalse(Repeat.isDue("cpu", EVERY, START, START));
        assertFalse(Repeat.isDue("cpu", EVERY, START.plusSeconds(400), START), "a clock that went back");
    }

    @Test
    void theFirstEvaluationRepeatsNothing() {
        assertFalse(Repeat.isDue("cpu", EVERY, null, START));
    }

    @Test
    void rulesHaveMomentsOfTheirOwn() {
        var moments = new HashSet<Integer>();
        for (var rule = 0; rule < 50; rule++) {
            for (var second = 0; second < 300; second++) {
                if (Repeat.isDue("rule " + rule, EVERY, START.plusSeconds(second), START.plusSeconds(second + 1))) {
                    moments.add(second);
                }
            }
        }
        assertTrue(moments.size() > 25, moments.toString());
    }
}
