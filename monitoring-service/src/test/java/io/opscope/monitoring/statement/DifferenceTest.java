package io.opscope.monitoring.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.monitoring.engine.StatementCounts;
import io.opscope.monitoring.engine.StatementCounts.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void whatWasCountedMoreIsTheDifferenceOverAllRoles() {
        var before = reading(0, START, entry("ann", "a", null, 5, 50), entry("bob", "a", null, 1, 10));
        var after = reading(
                60,
                START,
                entry("ann", "a", null, 7, 80),
                entry("bob", "a", null, 1, 10),
                entry("bob", "b", null, 3, 9));
        assertEquals(Map.of("a", 2L, "b", 3L), calls(before, after));
    }

    @Test
    void aResetIsANewBeginningAndNothingIsNegative() {
        var before = reading(0, START, entry("ann", "a", null, 5, 50), entry("ann", "b", null, 5, 50));
        var after = reading(60, START.plusSeconds(30), entry("ann", "a", null, 2, 3), entry("ann", "b", null, 9, 90));
        assertEquals(Map.of("a", 2L, "b", 9L), calls(before, after));
    }

    @Test
    void anEntryThatWasForgottenAndCameBackCountsAsNew() {
        var before = reading(0, START, entry("ann", "a", null, 5, 50));
        var after = reading(60, START, entry("ann", "a", null, 2, 3));
        assertEquals(Map.of("a", 2L), calls(before, after));
    }

    @Test
    void whereTheServerTellsSinceWhenItCountsAnEntryThatCameBackWithMoreIsKnownAsWell() {
        var before = reading(0, START, entry("ann", "a", START, 5, 50));
        var after = reading(60, START, entry("ann", "a", START.plusSeconds(20), 9, 90));
        assertEquals(Map.of("a", 9L), calls(before, after));
    }

    @Test
    void aStatementWhoseFirstRunHadBegunBeforeTheFirstReadingCounts() {
        var before = reading(0, START.minusSeconds(9_000), entry("ann", "a", START.minusSeconds(60), 5, 50));
        var after = reading(
                60,
                START.minusSeconds(9_000),
                entry("ann", "a", START.minusSeconds(60), 5, 50),
                entry("ann", "long", START.minusSeconds(30), 1, 45_000));
        assertEquals(Map.of("long", 1L), calls(before, after));
    }

    @Test
    void theCountersOfAnotherServerAreABeginningOnly() {
        var before = reading(0, START, entry("ann", "a", null, 5, 50));
        var after = reading(60, START.minusSeconds(9_000), entry("ann", "a", null, 900, 9_000));
        assertTrue(Difference.between(Baseline.of(before), after).isEmpty());
        var old = reading(60, null, entry("ann", "b", START.minusSeconds(9_000), 900, 9_000));
        assertEquals(Map.of(), calls(reading(0, null, entry("ann", "a", null, 5, 50)), old));
    }

    @Test
    void countersThatNoMoreTellWhenTheyBeganAreABeginningOnlyAndSoAreThoseThatComeToTell() {
        var telling = reading(0, START.minusSeconds(9_000), entry("anntrue", "a", START.minusSeconds(8_000), 5, 50));
        var silent = reading(0, null, entry("ann", "a", null, 5, 50));
        assertTrue(Difference.between(Baseline.of(telling), silent).isEmpty());
        assertTrue(Difference.between(Baseline.of(silent), telling).isEmpty());
    }

    /** A server that is made up: it runs, forgets and resets at random, and is read now and then. */
    @Test
    void overManyReadingsNothingIsCountedTwiceAndNothingBackwards() {
        for (var seed = 0; seed < 300; seed++) {
            for (var tells : new boolean[] {true, false}) {
                new MadeUp(new Random(seed), tells).check("seed " + seed);
            }
        }
    }

    private static final class MadeUp {

        private final Random random;
        private final boolean tellsSince;
        private final Map<String, Long> ran = new HashMap<>();
        private final Map<String, Entry> counted = new HashMap<>();
        private Instant now = START;
        private @Nullable Instant resetAt = START;
        private boolean lost;

        MadeUp(Random random, boolean tellsSince) {
            this.random = random;
            this.tellsSince = tellsSince;
        }

        void check(String seed) {
            var told = new HashMap<String, Long>();
            var last = read();
            ran.clear();
            for (var i = 0; i < 40; i++) {
                for (var step = random.nextInt(8); step > 0; step--) {
                    step();
                }
                var next = read();
                var difference = Difference.between(Baseline.of(last), next).orElseThrow();
                for (var cost : difference.costs()) {
                    assertTrue(cost.calls() > 0 && cost.totalMs() >= 0 && cost.rowsReturned() >= 0, seed);
                    told.merge(cost.fingerprint(), cost.calls(), Long::sum);
                }
                last = next;
            }
            told.forEach((fingerprint, calls) -> assertTrue(calls <= ran.get(fingerprint), seed + fingerprint));
            if (!lost) {
                assertEquals(ran, told, seed);
            }
        }

        private void step() {
            now = now.plusSeconds(1 + random.nextInt(20));
            var statement = "s" + random.nextInt(4);
            switch (random.nextInt(20)) {
                case 0 -> {
                    lost = true;
                    counted.remove(statement);
                }
                case 1 -> {
                    lost = true;
                    counted.clear();
                    resetAt = now;
                }
                default -> {
                    var known = counted.getOrDefault(
                            statement, new Entry("ann", statement, tellsSince ? now : null, 0, 0, null, 0));
                    counted.put(
                            statement,
                            new Entry(
                                    "ann",
                                    statement,
                                    known.since(),
                                    known.calls() + 1,
                                    known.totalMs() + random.nextDouble(),
                                    null,
                                    known.rowsReturned() + random.nextInt(3)));
                    ran.merge(statement, 1L, Long::sum);
                }
            }
        }

        private StatementCounts read() {
            now = now.plusSeconds(1);
            var at = now;
            now = now.plusSeconds(1);
            return new StatementCounts(at, resetAt, 0, new ArrayList<>(counted.values()));
        }
    }

    @Test
    void theKeptTextsHaveNoLiterals() {
        assertEquals("ALTER ROLE ann PASSWORD '...'", Literals.hidden("ALTER ROLE ann PASSWORD 's3cret'"));
        for (var text : List.of(
                "ALTER ROLE ann PASSWORD E'it\\'s s3cret'",
                "ALTER ROLE ann PASSWORD 'a\\', COMMENT 's3cret'",
                "ALTER ROLE ann PASSWORD 's3cret that was cut off",
                "DO $$ BEGIN PERFORM s3cret(); END $$",
                "DO $do$ BEGIN PERFORM s3cret(); END $do$",
                "CREATE USER ann IDENTIFIED BY 'one' 's3cret'")) {
            assertFalse(Literals.hidden(text).contains("s3cret"), Literals.hidden(text));
        }
        for (var tag : List.of("", "tag", "clé", "\uD83D\uDD11", "a·b")) {
            var text = "DO $" + tag + "$ s3cret $" + tag + "$";
            assertEquals("DO '...'", Literals.hidden(text), text);
        }
        assertEquals("SELECT $1 + $2", Literals.hidden("SELECT $1 + $2"));
    }

    @Test
    void aBaselineKnowsWhatEachEntryCounted() {
        var entries = new ArrayList<Entry>();
        for (var i = 0; i < 5_000; i++) {
            entries.add(new Entry(
                    "role " + i % 3,
                    String.valueOf(i * 7_919L - 20_000_000),
                    i % 2 == 0 ? null : START.plusNanos(i * 1_000L),
                    i,
                    i / 3.0,
                    i % 5 == 0 ? null : (long) i,
                    i * 2L));
        }
        var baseline = Baseline.of(new StatementCounts(START, null, 0, entries));
        entries.forEach(entry -> assertEquals(entry, baseline.find(entry)));
        assertNull(baseline.find(entry("role 4", "0", null, 0, 0)));
    }

    private static Map<String, Long> calls(StatementCounts before, StatementCounts after) {
        return Difference.between(Baseline.of(before), after).orElseThrow().costs().stream()
                .collect(Collectors.toMap(Cost::fingerprint, Cost::calls));
    }

    private static StatementCounts reading(long seconds, @Nullable Instant resetAt, Entry... entries) {
        return new StatementCounts(START.plusSeconds(seconds), resetAt, 0, List.of(entries));
    }

    private static Entry entry(String role, String fingerprint, @Nullable Instant since, long calls, double totalMs) {
        return new Entry(role, fingerprint, since, calls, totalMs, null, calls);
    }
}
