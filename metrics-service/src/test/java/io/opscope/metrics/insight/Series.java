package io.opscope.metrics.insight;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Series to test with. */
final class Series {

    private Series() {}

    static double[] of(int length, IntToDoubleFunction value) {
        return IntStream.range(0, length).mapToDouble(value).toArray();
    }

    /** A day's rhythm of 24 steps around 100, up to 50 to each side. */
    static double day(int hour) {
        return 100 + 50 * Math.sin(2 * Math.PI * hour / 24);
    }

    static double[] normal(long seed, int length) {
        var random = new Random(seed);
        return of(length, i -> random.nextGaussian());
    }

    /** Anything a feed may contain: levels, noise, outliers, runs of equal values, of any magnitude. */
    static double[] wild(long seed, int length) {
        var random = new Random(seed);
        var magnitude = Math.pow(10, random.nextInt(600) - 300);
        return of(length, i -> switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> magnitude;
            case 2 -> -magnitude * random.nextInt(3);
            case 3 -> random.nextGaussian() * magnitude;
            case 4 -> Double.MAX_VALUE * (random.nextBoolean() ? 1 : -1);
            default -> day(i);
        });
    }

    /** Counts with a daily rhythm, zeros and outliers. */
    static double[] counts(long seed, int length) {
        var random = new Random(seed);
        return of(length, i -> random.nextInt(50) == 0 ? 1000 : Math.floor(day(i) / 10 * random.nextDouble()));
    }

    static double[] scaled(double[] values, double factor) {
        return of(values.length, i -> values[i] * factor);
    }
}
