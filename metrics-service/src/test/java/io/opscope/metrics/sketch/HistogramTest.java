package io.opscope.metrics.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

    private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

    /** What rounding may add to the promised error at a bin's very end. */
    private static final double ROUNDING = 1e-12;

    @Property(tries = 200)
    void mergingIsCommutativeToTheByte(@ForAll("histograms") Histogram a, @ForAll("histograms") Histogram b) {
        assertArrayEquals(sum(a, b).toBytes(), sum(b, a).toBytes());
    }

    @Property(tries = 200)
    void mergingIsAssociativeToTheByte(
            @ForAll("histograms") Histogram a, @ForAll("histograms") Histogram b, @ForAll("histograms") Histogram c) {
        assertArrayEquals(sum(sum(a, b), c).toBytes(), sum(a, sum(b, c)).toBytes());
    }

    @Property(tries = 200)
    void takingBackUndoesAddingToTheByte(@ForAll("histograms") Histogram a, @ForAll("histograms") Histogram b) {
        var histogram = sum(a, b);
        histogram.takeBack(b);
        assertArrayEquals(a.toBytes(), histogram.toBytes());
    }

    @Property(tries = 200)
    void theOrderOfValuesLeavesNoTrace(
            @ForAll("values") List<Double> kept, @ForAll("values") List<Double> gone, @ForAll long seed) {
        // Given
        var inOrder = new Histogram();
        kept.forEach(inOrder::add);
        // When
        var mixed = new Histogram();
        var changes = new ArrayList<Runnable>();
        kept.forEach(value -> changes.add(() -> mixed.add(value)));
        gone.forEach(value -> changes.add(() -> mixed.add(value)));
        gone.forEach(value -> changes.add(() -> mixed.takeBack(value)));
        Collections.shuffle(changes, new Random(seed));
        changes.forEach(Runnable::run);
        // Then
        assertArrayEquals(inOrder.toBytes(), mixed.toBytes());
        assertEquals(kept.size(), mixed.count());
    }

    @Property(tries = 200)
    void bytesBringBackTheSameHistogram(@ForAll("histograms") Histogram histogram) {
        var read = Histogram.of(histogram.toBytes());
        assertArrayEquals(histogram.toBytes(), read.toBytes());
        assertEquals(histogram.count(), read.count());
        assertEquals(histogram.isEmpty(), read.isEmpty());
    }

    @Property(tries = 200)
    void everyQuantileIsWithinOnePercent(
            @ForAll Distribution distribution, @ForAll @IntRange(min = 1, max = 3_000) int count, @ForAll long seed) {
        var random = new SplittableRandom(seed);
        holdsQuantilesOf(DoubleStream.generate(() -> distribution.next(random))
                .limit(count)
                .toArray());
    }

    @Property(tries = 200)
    void everyFiniteDoubleIsWithinOnePercent(@ForAll("values") List<Double> values) {
        if (!values.isEmpty()) {
            holdsQuantilesOf(values.stream().mapToDouble(value -> value).toArray());
        }
    }

    @Property(tries = 2_000)
    void randomBytesAreReadOrRefused(@ForAll byte[] bytes) {
        readsOrRefuses(bytes);
        if (bytes.length > 0) {
            bytes[0] = 1;
            readsOrRefuses(bytes);
        }
    }

    @Property(tries = 500)
    void damagedBytesAreReadOrRefused(@ForAll("histograms") Histogram histogram, @ForAll long seed) {
        readsOrRefuses(Damage.to(histogram.toBytes(), new SplittableRandom(seed)));
    }

    @Test
    void theExtremesOfDoublesAreHeld() {
        holdsQuantilesOf(
                -Double.MAX_VALUE, -1, -1e-9, -Double.MIN_VALUE, 0, -0.0, Double.MIN_VALUE, 1e-9, 1, Double.MAX_VALUE);
    }

    @Test
    void aQuantileIsTheValueAtTheLowerRank() {
        var histogram = histogramOf(10, 20, 30, 40);
        assertEquals(10, histogram.quantile(0), 0.1);
        assertEquals(10, histogram.quantile(0.25), 0.1);
        assertEquals(20, histogram.quantile(0.26), 0.2);
        assertEquals(20, histogram.quantile(0.5), 0.2);
        assertEquals(40, histogram.quantile(1), 0.4);
    }

    @Test
    void theEndsComeFromBinsThatHoldSomething() {
        var histogram = histogramOf(-5, 7);
        histogram.takeBack(-100.0);
        histogram.takeBack(100.0);
        assertEquals(-5, histogram.min(), 0.05);
        assertEquals(7, histogram.max(), 0.07);
    }

    @Test
    void aPartMayOweWhatAnotherHolds() {
        // Given
        var held = histogramOf(3, 4);
        var owing = new Histogram();
        owing.takeBack(3.0);
        // Then
        assertEquals(-1, owing.count());
        assertFalse(owing.isEmpty());
        assertArrayEquals(histogramOf(4).toBytes(), sum(held, owing).toBytes());
    }

    @Test
    void aHistogramMayMeetItself() {
        var doubled = histogramOf(1, 2, 3);
        doubled.add(doubled);
        assertArrayEquals(histogramOf(1, 2, 3, 1, 2, 3).toBytes(), doubled.toBytes());
        doubled.takeBack(doubled);
        assertTrue(doubled.isEmpty());
    }

    @Test
    void aCopyGoesItsOwnWay() {
        var histogram = histogramOf(1);
        histogram.copy().add(2.0);
        assertEquals(1, histogram.count());
    }

    @Test
    void anEmptyOneHasNoFigures() {
        var empty = new Histogram();
        assertThrows(IllegalStateException.class, () -> empty.quantile(0.5));
        assertThrows(IllegalStateException.class, empty::min);
        assertThrows(IllegalStateException.class, empty::max);
        assertArrayEquals(new byte[] {1}, empty.toBytes());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void onlyFiniteValuesAreTaken(double value) {
        var histogram = new Histogram();
        assertThrows(IllegalArgumentException.class, () -> histogram.add(value));
        assertThrows(IllegalArgumentException.class, () -> histogram.takeBack(value));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.01, 1.01})
    void aQuantileLiesBetweenZeroAndOne(double q) {
        var histogram = histogramOf(1);
        assertThrows(IllegalArgumentException.class, () -> histogram.quantile(q));
    }

    /** These bytes lie in stores: whoever changes them needs a new version, and must still read this one. */
    @Test
    void theBytesOfTheFirstVersionStayReadable() {
        var histogram = histogramOf(0, 1, 1, 4.2, -1);
        histogram.takeBack(1e9);
        var bytes = new byte[] {1, -103, 16, 2, -116, 8, 2, -116, 8, 4, 71, 2, -60, 7, 1};
        assertArrayEquals(bytes, histogram.toBytes());
        assertArrayEquals(bytes, Histogram.of(bytes).toBytes());
    }

    @Test
    void whatIsBrokenIsNamed() {
        refuses("not even a version");
        refuses("version 2 is unknown", 2);
        refuses("cut off", 1, 2);
        refuses("cut off", 1, 0x80);
        refuses("bin 1 is empty", 1, 2, 0);
        refuses("longer than it need be", 1, 2, 0x82, 0);
        refuses("longer than 64 bits", 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1);
        refuses("than 64 bits", 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 3, 2);
        refuses("no value has bin 65536", 1, 0x80, 0x80, 8, 2);
        refuses("no value has bin 9223372036854775807", 1, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2);
        refuses("step to the next bin", 1, 2, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2);
        refuses("counts are too great", 1, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1);
        refuses("counts are too great", 1, 2, 2, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1);
    }

    @Provide
    Arbitrary<List<Double>> values() {
        var few = Arbitraries.of(-1e9, -3.0, -1.0, 0.0, 1e-12, 0.5, 1.0, 1.005, 3.0, 250.0, 1e9);
        return Arbitraries.oneOf(few, Arbitraries.doubles()).list().ofMaxSize(40);
    }

    /** With bins below zero, as a slot may have. */
    @Provide
    Arbitrary<Histogram> histograms() {
        return values().tuple2().map(both -> {
            var histogram = new Histogram();
            both.get1().forEach(histogram::add);
            both.get2().forEach(histogram::takeBack);
            return histogram;
        });
    }

    private static void holdsQuantilesOf(double... values) {
        var histogram = histogramOf(values);
        var sorted = values.clone();
        Arrays.sort(sorted);
        for (var q : QUANTILES) {
            int index = Math.max(0, (int) Math.ceil(q * sorted.length) - 1);
            isNear(sorted[index], histogram.quantile(q), () -> "quantile " + q + " of " + sorted.length);
        }
        isNear(sorted[0], histogram.min(), () -> "least value");
        isNear(sorted[sorted.length - 1], histogram.max(), () -> "greatest value");
        assertEquals(values.length, histogram.count());
    }

    private static void isNear(double exact, double read, Supplier<String> what) {
        if (Math.abs(exact) < Histogram.SMALLEST) {
            assertEquals(0, read, what);
        } else {
            double error = Math.abs(read / exact - 1);
            assertTrue(
                    error <= Histogram.RELATIVE_ERROR + ROUNDING,
                    () -> what.get() + " is " + exact + ", but was read as " + read);
        }
    }

    private static void readsOrRefuses(byte[] bytes) {
        Histogram histogram;
        try {
            histogram = Histogram.of(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertArrayEquals(bytes, histogram.toBytes());
    }

    private static void refuses(String reason, int... bytes) {
        var sent = new byte[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            sent[at] = (byte) bytes[at];
        }
        var refused = assertThrows(IllegalArgumentException.class, () -> Histogram.of(sent));
        assertTrue(refused.getMessage().contains(reason), refused::getMessage);
    }

    private static Histogram histogramOf(double... values) {
        var histogram = new Histogram();
        for (var value : values) {
            histogram.add(value);
        }
        return histogram;
    }

    private static Histogram sum(Histogram a, Histogram b) {
        var sum = a.copy();
        sum.add(b);
        return sum;
    }

    enum Distribution {
        UNIFORM {
            @Override
            double next(SplittableRandom random) {
                return random.nextDouble(1_000);
            }
        },
        EXPONENTIAL {
            @Override
            double next(SplittableRandom random) {
                return 30 * random.nextExponential();
            }
        },
        LOGNORMAL {
            @Override
            double next(SplittableRandom random) {
                return Math.exp(random.nextGaussian(3, 2));
            }
        },
        PARETO {
            @Override
            double next(SplittableRandom random) {
                return 2 / Math.pow(1 - random.nextDouble(), 1 / 1.1);
            }
        },
        CONSTANT {
            @Override
            double next(SplittableRandom random) {
                return 42.5;
            }
        },
        /** Zeros, losses and gains. */
        MIXTURE {
            @Override
            double next(SplittableRandom random) {
                return switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> -Math.exp(random.nextGaussian(1, 3));
                    default -> 700 * random.nextDouble();
                };
            }
        };

        abstract double next(SplittableRandom random);
    }
}
