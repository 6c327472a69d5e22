package io.opscope.metrics.insight;

import java.util.Arrays;

/**
 * A series as points, missing values left out, scaled by a power of two so that no sum overflows. What looks at all pairs
 * takes time with the square of their number, so there are at most {@value #MOST}: of a longer series, means of blocks.
 *
 * @param at places on the axis of time, in steps
 * @param last place of the series' last step
 */
record Points(double[] at, double[] value, double last) {

    private static final int MOST = 400;

    static Points of(double[] values) {
        var largest = 0.0;
        for (var value : values) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        var exponent = largest == 0 ? 0 : Math.getExponent(largest);
        var block = (values.length + MOST - 1) / MOST;
        var at = new double[values.length];
        var value = new double[values.length];
        var count = 0;
        for (int from = 0; from < values.length; from += block) {
            var sum = 0.0;
            var places = 0.0;
            var known = 0;
            for (int i = from; i < Math.min(from + block, values.length); i++) {
                if (Double.isFinite(values[i])) {
                    sum += Math.scalb(values[i], -exponent);
                    places += i;
                    known++;
                }
            }
            if (known > 0) {
                at[count] = places / known;
                value[count++] = sum / known;
            }
        }
        return new Points(Arrays.copyOf(at, count), Arrays.copyOf(value, count), values.length - 1.0);
    }

    int count() {
        return value.length;
    }

    double meanAbsolute() {
        return Arrays.stream(value).map(Math::abs).average().orElse(0);
    }
}
