package io.opscope.metrics.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.metrics.catalogue.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever is added and taken back, in whatever slot and batches, the slots add up to what is left. */
class TallyTest {

    private static final int SLOTS = 3;

    @Test
    void aCorrectionOfSomethingElseLeavesTheExtremesAsTheyAre() {
        var row = new Tally();
        row.merge(added("3", "8"));
        var correction = new Tally();
        correction.takeBack(record(one(new BigDecimal("8"))), 0);
        correction.add(record(one(new BigDecimal("8"))), 0, false);
        row.merge(correction);
        assertEquals(List.of(false), row.stale());
    }

    @Test
    void anExtremeThatIsReplacedByALesserOneLeavesThemStale() {
        var row = new Tally();
        row.merge(added("3", "8"));
        var correction = new Tally();
        correction.takeBack(record(one(new BigDecimal("8"))), 0);
        correction.add(record(one(new BigDecimal("5"))), 0, false);
        row.merge(correction);
        assertEquals(List.of(true), row.stale());
        assertEquals(List.of(new BigDecimal("8")), row.maxs());
    }

    @Test
    void whatIsTakenBackInAnotherSlotLeavesTheExtremesOfThoseThatStay() {
        var row = new Tally();
        row.merge(added("1"));
        var change = new Tally();
        change.takeBack(record(one(new BigDecimal("3"))), 0);
        change.takeBack(record(one(new BigDecimal("2"))), 0);
        change.add(record(one(new BigDecimal("3"))), 0, false);
        row.merge(change);
        assertEquals(List.of(0L), row.counts());
        assertEquals(List.of(BigDecimal.ONE), row.mins());
    }

    private static Tally added(String... values) {
        var difference = new Tally();
        for (var value : values) {
            difference.add(record(one(new BigDecimal(value))), 0, false);
        }
        return difference;
    }

    @Property(tries = 5000)
    void slotsAddUpToWhatIsLeft(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int operations) {
        var random = new Random(seed);
        var slots = Stream.generate(Tally::new).limit(SLOTS).toList();
        var left = new ArrayList<BigDecimal>();
        for (int i = 0; i < operations; i++) {
            slots.get(random.nextInt(SLOTS)).merge(difference(random, left));
        }
        assertEquals(left.size(), slots.stream().mapToLong(Tally::records).sum());
        assertEquals(
                left.stream().filter(Objects::nonNull).count(),
                slots.stream()
                        .flatMap(slot -> slot.counts().stream())
                        .mapToLong(n -> n)
                        .sum());
        assertEquals(
                0,
                sum(left)
                        .compareTo(slots.stream()
                                .flatMap(slot -> slot.sums().stream())
                                .reduce(BigDecimal.ZERO, BigDecimal::add)));
        if (slots.stream().noneMatch(slot -> slot.stale().contains(true))) {
            assertEquals(
                    left.stream().filter(Objects::nonNull).min(BigDecimal::compareTo),
                    extremes(slots, Tally::mins).min(BigDecimal::compareTo));
            assertEquals(
                    left.stream().filter(Objects::nonNull).max(BigDecimal::compareTo),
                    extremes(slots, Tally::maxs).max(BigDecimal::compareTo));
        }
    }

    /** One to three records that come, or go, together; none of them does both. */
    private static Tally difference(Random random, List<BigDecimal> left) {
        var difference = new Tally();
        var come = new ArrayList<BigDecimal>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (!left.isEmpty() && random.nextBoolean()) {
                difference.takeBack(record(one(left.remove(random.nextInt(left.size())))), 0);
            } else {
                var value = random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(10));
                come.add(value);
                difference.add(record(one(value)), 0, false);
            }
        }
        left.addAll(come);
        return difference;
    }

    private static List<BigDecimal> one(BigDecimal value) {
        var measures = new ArrayList<BigDecimal>();
        measures.add(value);
        return measures;
    }

    private static Counted record(List<BigDecimal> measures) {
        return new Counted(Instant.EPOCH, Outcome.SUCCESS, "USD", null, List.of(), measures);
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Stream<BigDecimal> extremes(
            List<Tally> slots, java.util.function.Function<Tally, List<BigDecimal>> which) {
        return slots.stream().flatMap(slot -> which.apply(slot).stream()).filter(Objects::nonNull);
    }
}
