package io.opscope.metrics.insight;

import java.util.Arrays;

/**
 * A series made fit for arithmetic: its last {@value #LONGEST} values from the first known one on, gaps filled, scaled by
 * a power of two so that no value exceeds 2. Scaling by a power of two is exact, and no sum over it can overflow.
 */
final class History {

    /** A year of hours. Older values say little about the next week and would cost time. */
    static final int LONGEST = 8784;

    private final double[] values;
    private final int interpolated;
    private final int exponent;
    private final boolean neverNegative;

    private History(double[] values, int interpolated, int exponent, boolean neverNegative) {
        this.values = values;
        this.interpolated = interpolated;
        this.exponent = exponent;
        this.neverNegative = neverNegative;
    }

    /** @param raw one value a step, oldest first; what is not finite is missing */
    static History of(double[] raw) {
        var first = Math.max(0, raw.length - LONGEST);
        while (first < raw.length && !Double.isFinite(raw[first])) {
            first++;
        }
        if (first == raw.length) {
            throw new IllegalArgumentException("A history needs at least one value");
        }
        var values = Arrays.copyOfRange(raw, first, raw.length);
        var interpolated = fill(values);
        var largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        var exponent = largest == 0 ? 0 : Math.getExponent(largest);
        var neverNegative = true;
        for (int i = 0; i < values.length; i++) {
            neverNegative &= values[i] >= 0;
            values[i] = Math.scalb(values[i], -exponent);
        }
        return new History(values, interpolated, exponent, neverNegative);
    }

    /** Straight lines across gaps; behind the last known value it is repeated. */
    private static int fill(double[] values) {
        var filled = 0;
        var known = 0;
        for (int i = 1; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                filled++;
                continue;
            }
            for (int gap = known + 1; gap < i; gap++) {
                var share = (double) (gap - known) / (i - known);
                values[gap] = values[known] * (1 - share) + values[i] * share;
            }
            known = i;
        }
        Arrays.fill(values, known + 1, values.length, values[known]);
        return filled;
    }

    /** The scaled values; not a copy. */
    double[] values() {
        return values;
    }

    int interpolated() {
        return interpolated;
    }

    /** A scaled value in the series' own unit; never infinite, and not negative where no value of the series is. */
    double inOwnUnit(double scaled) {
        var value = Math.scalb(scaled, exponent);
        var least = neverNegative ? 0 : -Double.MAX_VALUE;
        return Math.max(least, Math.min(Double.MAX_VALUE, value));
    }
}
