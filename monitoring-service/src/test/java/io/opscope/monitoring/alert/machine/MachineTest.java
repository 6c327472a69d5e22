package io.opscope.monitoring.alert.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MachineTest {

    private static final long SEED = Long.getLong("opscope.alert.seed", 20261129L);
    private static final int TRACES = 10_000;
    private static final int STEPS = 60;
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void tenThousandRandomTracesComeOutAsTheReferenceSays() {
        var random = new Random(SEED);
        var outcomes = new HashMap<String, Integer>();
        for (int trace = 0; trace < TRACES; trace++) {
            var rules = randomCase(random);
            var reference = new Reference(rules);
            var run = new Run(terms(rules), Duration.ofSeconds(rules.remind()));
            long time = 0;
            var log = new StringBuilder(rules + "\n");
            for (int step = 0; step < STEPS; step++) {
                time += random.nextInt(12) == 0 ? random.nextInt(300) : random.nextInt(30) - 1;
                time = Math.max(0, time);
                var value = randomValue(random, rules);
                var silenced = random.nextInt(6) == 0;
                var acknowledged = random.nextInt(15) == 0;
                var expected = reference.next(time, value, silenced, acknowledged);
                var found = run.next(time, value, silenced, acknowledged);
                log.append(time)
                        .append("s ")
                        .append(value)
                        .append(" -> ")
                        .append(found)
                        .append('\n');
                outcomes.merge(expected, 1, Integer::sum);
                assertEquals(expected, found, () -> "seed " + SEED + "\n" + log);
            }
        }
        // Traces that never come to anything would agree about everything.
        for (var outcome : List.of(
                "FIRED FIRING FIRING",
                "FIRED FIRING NONE",
                "NONE FIRING FIRING",
                "NONE FIRING REMINDER",
                "NONE FIRING NONE",
                "PENDING PENDING NONE",
                "DROPPED OK NONE",
                "RESOLVED OK RESOLVED",
                "RESOLVED OK NONE")) {
            assertTrue(outcomes.getOrDefault(outcome, 0) > 500, outcome + " is too rare: " + outcomes);
        }
    }

    @Test
    void aBlinkOfAValueIsNoAlertAndALastingOneFiresOnTheDot() {
        var run = new Run(terms(new Reference.Case("GT", 80, 80, 300, "KEEP", 300, 1000, 3600, 0, 0)), Duration.ZERO);
        assertEquals("PENDING PENDING NONE", run.next(0, 81.0, false, false));
        assertEquals("DROPPED OK NONE", run.next(15, 80.0, false, false));
        assertEquals("PENDING PENDING NONE", run.next(30, 99.0, false, false));
        assertEquals("NONE PENDING NONE", run.next(329, 99.0, false, false));
        assertEquals("FIRED FIRING FIRING", run.next(330, 99.0, false, false));
        assertEquals("RESOLVED OK RESOLVED", run.next(331, 80.0, false, false));
    }

    @Test
    void timeWithoutDataNeitherFiresNorResolvesUnlessItIsSaidTo() {
        var rules = new Reference.Case("GT", 80, 80, 60, "KEEP", 60, 1000, 3600, 0, 0);
        var run = new Run(terms(rules), Duration.ZERO);
        run.next(0, 99.0, false, false);
        assertEquals("NONE PENDING NONE", run.next(3_000, null, false, false));
        assertEquals("NONE PENDING NONE", run.next(3_059, 99.0, false, false));
        assertEquals("FIRED FIRING FIRING", run.next(3_060, 99.0, false, false));
        assertEquals("NONE FIRING NONE", run.next(90_000, Double.NaN, false, false));
        assertEquals("RESOLVED OK RESOLVED", run.next(90_001, 1.0, false, false));
    }

    @Test
    void aFiringAlertStaysOneBetweenTheTwoThresholds() {
        var run = new Run(terms(new Reference.Case("LT", 95, 97, 0, "KEEP", 0, 1000, 3600, 0, 0)), Duration.ZERO);
        assertEquals("NONE OK NONE", run.next(0, 96.0, false, false));
        assertEquals("FIRED FIRING FIRING", run.next(1, 94.9, false, false));
        assertEquals("NONE FIRING NONE", run.next(2, 96.9, false, false));
        assertEquals("RESOLVED OK RESOLVED", run.next(3, 97.0, false, false));
    }

    @Test
    void anAlertThatComesAndGoesIsToldOnceUntilItHasBeenWellForAWhile() {
        var run = new Run(terms(new Reference.Case("GT", 1, 1, 0, "KEEP", 0, 3, 3600, 600, 0)), Duration.ZERO);
        var told = 0;
        for (int second = 0; second < 1_000; second += 10) {
            told += run.next(second, second % 20 == 0 ? 2.0 : 0.0, false, false).endsWith("NONE") ? 0 : 1;
        }
        assertEquals(5, told, "two that came and went, and the third that stays");
        assertEquals("NONE FIRING NONE", run.next(1_580, 0.0, false, false));
        assertEquals("RESOLVED OK RESOLVED", run.next(1_600, 0.0, false, false));
    }

    @Test
    void whatIsLabelledOtherwiseHasAnotherKey() {
        assertEquals(Labels.key(Map.of("a", "1", "b", "2")), Labels.key(Map.of("b", "2", "a", "1")));
        assertNotEquals(Labels.key(Map.of("a", "1,b=2")), Labels.key(Map.of("a", "1", "b", "2")));
        assertNotEquals(Labels.key(Map.of("a", "1\\", "b", "2")), Labels.key(Map.of("a", "1\\,b=2")));
        assertEquals("", Labels.key(Map.of()));
    }

    @Test
    void aSilenceCoversItsRuleItsLabelsAndItsTimeOnly() {
        var silence = new Silence("r", Map.of("route", "x"), START, START.plusSeconds(60));
        assertTrue(silence.covers("r", Map.of("route", "x", "more", "y"), START));
        assertFalse(silence.covers("r", Map.of("route", "x"), START.plusSeconds(60)));
        assertFalse(silence.covers("r", Map.of("route", "x"), START.minusMillis(1)));
        assertFalse(silence.covers("other", Map.of("route", "x"), START));
        assertFalse(silence.covers("r", Map.of(), START));
        assertTrue(new Silence(null, Map.of(), START, START.plusSeconds(1)).covers("any", Map.of(), START));
    }

    private static Reference.Case randomCase(Random random) {
        var condition = List.of("GT", "GTE", "LT", "LTE").get(random.nextInt(4));
        var away = random.nextBoolean() ? 0 : random.nextInt(15);
        return new Reference.Case(
                condition,
                50,
                condition.startsWith("G") ? 50 - away : 50 + away,
                random.nextInt(4) == 0 ? 0 : random.nextInt(120),
                List.of("OK", "ALERT", "KEEP").get(random.nextInt(3)),
                random.nextInt(4) == 0 ? 0 : random.nextInt(200),
                1 + random.nextInt(4),
                random.nextInt(600),
                random.nextInt(120),
                random.nextBoolean() ? 0 : 20 + random.nextInt(200));
    }

    /** Values on, just beside and far from the thresholds, in runs that last, and none at all. */
    private static @Nullable Double randomValue(Random random, Reference.Case rules) {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> Double.NaN;
            case 2 -> rules.threshold();
            case 3 -> rules.resolve();
            case 4 -> (rules.threshold() + rules.resolve()) / 2;
            case 5 -> 45.0;
            case 6 -> 55.0;
            case 7 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : -1e300;
            default -> rules.condition().startsWith("G") ? 90.0 : 10.0;
        };
    }

    private static Terms terms(Reference.Case rules) {
        return new Terms(
                Condition.valueOf(rules.condition()),
                rules.threshold(),
                rules.resolve(),
                Duration.ofSeconds(rules.holds()),
                NoData.valueOf(rules.noData()),
                Duration.ofSeconds(rules.noDataHolds()),
                new Damping(
                        rules.flapTimes(),
                        Duration.ofSeconds(rules.flapWindow()),
                        Duration.ofSeconds(rules.flapHold())));
    }

    /** The machine with what is kept between evaluations. */
    private static final class Run {

        private final Terms terms;
        private final Duration remind;
        private Instance instance = Instance.NEW;
        private @Nullable Instant told;
        private boolean acknowledged;

        Run(Terms terms, Duration remind) {
            this.terms = terms;
            this.remind = remind;
        }

        String next(long seconds, @Nullable Double value, boolean silenced, boolean acknowledgeNow) {
            var at = START.plusSeconds(seconds);
            acknowledged |= acknowledgeNow && instance.phase() == Phase.FIRING;
            var step = Machine.step(
                    instance, terms, value == null ? OptionalDouble.empty() : OptionalDouble.of(value), at);
            var notice = Notice.after(step, told, acknowledged, silenced, remind, at);
            instance = step.after();
            if (notice != Notice.NONE) {
                told = at;
            }
            if (step.change() == Change.RESOLVED) {
                told = null;
                acknowledged = false;
            }
            return step.change() + " " + instance.phase() + " " + notice;
        }
    }
}
