package io.opscope.metrics.insight;

import java.util.Arrays;

/**
 * A series in four figures, missing values left out.
 *
 * @param standardDeviation of a sample (divided by n - 1), as PostgreSQL's stddev; 0 for a single value
 */
public record Statistics(double min, double max, double average, double standardDeviation) {

    /** @param values what is not finite is missing; without any value all figures are 0 */
    public static Statistics of(double[] values) {
        var known = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (known.length == 0) {
            return new Statistics(0, 0, 0, 0);
        }
        var range = Arrays.stream(known).summaryStatistics();
        // Scaled, since sums and squares of large values overflow.
        var exponent = Math.getExponent(Math.max(Math.abs(range.getMin()), Math.abs(range.getMax())));
        var mean = 0.0;
        var squares = 0.0;
        for (int i = 0; i < known.length; i++) {
            var value = Math.scalb(known[i], -exponent);
            var difference = value - mean;
            mean += difference / (i + 1);
            squares += difference * (value - mean);
        }
        var deviation = known.length == 1 ? 0 : Math.sqrt(squares / (known.length - 1));
        // Adding zero turns -0 into 0; rounding may carry a mean beyond the extremes.
        var min = range.getMin() + 0.0;
        var max = range.getMax() + 0.0;
        var average = Math.max(min, Math.min(max, unscaled(mean, exponent)));
        return new Statistics(min, max, average, unscaled(deviation, exponent));
    }

    private static double unscaled(double value, int exponent) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, Math.scalb(value, exponent)));
    }
}
