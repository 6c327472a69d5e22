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

/** Whatever is added and taken back, in whatever slot and batches, the slots add up to what is left. */
class TallyTest {

    private static final int SLOTS = 3;

    @Property(tries = 500)
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

    /** One to three records that come, or go, together. */
    private static Tally difference(Random random, List<BigDecimal> left) {
        var difference = new Tally();
        for (int i = random.nextInt(3); i >= 0; i--) {
            if (!left.isEmpty() && random.nextBoolean()) {
                var gone = new ArrayList<BigDecimal>();
                gone.add(left.remove(random.nextInt(left.size())));
                difference.takeBack(record(gone), 0);
            } else {
                var come = new ArrayList<BigDecimal>();
                come.add(random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(10)));
                left.addAll(come);
                difference.add(record(come), 0, false);
            }
        }
        return difference;
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
