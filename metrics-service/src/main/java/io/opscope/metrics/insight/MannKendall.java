package io.opscope.metrics.insight;

import java.util.Arrays;

/**
 * The test of Mann (1945) and Kendall (1975) for a monotonic trend. Neighbouring values of a measured series resemble
 * each other, which makes accidents look like trends; the variance is enlarged by (1 + r) / (1 - r), r being the
 * correlation of neighbours about the fitted line (Yue and Wang 2004, for a first-order process).
 */
final class MannKendall {

    private MannKendall() {}

    /** The statistic in standard deviations, negative when falling. */
    static double z(Points points, Line line) {
        var value = points.value();
        var sum = 0L;
        for (int i = 0; i < value.length; i++) {
            for (int j = i + 1; j < value.length; j++) {
                sum += (long) Math.signum(value[j] - value[i]);
            }
        }
        var variance = variance(value) * enlargement(points, line);
        return variance <= 0 || sum == 0 ? 0 : (sum - Math.signum(sum)) / Math.sqrt(variance);
    }

    /** Of the sum of signs when there is no trend, less what ties take away. */
    private static double variance(double[] value) {
        var sorted = value.clone();
        Arrays.sort(sorted);
        var variance = pairs(sorted.length);
        for (int from = 0; from < sorted.length; ) {
            var until = from;
            while (until < sorted.length && sorted[until] == sorted[from]) {
                until++;
            }
            variance -= pairs(until - from);
            from = until;
        }
        return variance;
    }

    private static double pairs(double n) {
        return n * (n - 1) * (2 * n + 5) / 18;
    }

    private static double enlargement(Points points, Line line) {
        var products = 0.0;
        var squares = 0.0;
        var before = 0.0;
        for (int i = 0; i < points.count(); i++) {
            var rest = points.value()[i] - line.at(points.at()[i]);
            products += rest * before;
            squares += rest * rest;
            before = rest;
        }
        // Rounding leaves some rest even of a straight line.
        var negligible = points.count() * Math.pow(1e-9 * points.meanAbsolute(), 2);
        var correlation = squares <= negligible ? 0 : Math.max(0, Math.min(0.99, products / squares));
        return (1 + correlation) / (1 - correlation);
    }
}
