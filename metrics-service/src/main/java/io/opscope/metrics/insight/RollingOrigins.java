package io.opscope.metrics.insight;

import java.util.List;

/**
 * What each candidate would have said at up to {@value #MOST} earlier moments, and what it says now.
 *
 * @param origins index of the first value not known at each moment, ascending
 * @param predicted by candidate, origin and step; only steps that have come true
 * @param next by candidate and step, from the end of the series on
 */
record RollingOrigins(int[] origins, double[][][] predicted, double[][] next) {

    private static final int MOST = 100;

    static RollingOrigins of(double[] series, List<Candidate> candidates, int horizon, int season) {
        var origins = origins(series.length, season);
        var predicted = new double[candidates.size()][origins.length][];
        var next = new double[candidates.size()][horizon];
        for (int c = 0; c < predicted.length; c++) {
            var candidate = candidates.get(c);
            var at = 0;
            for (int index = 0; index < series.length; index++) {
                if (at < origins.length && origins[at] == index) {
                    predicted[c][at] = new double[Math.min(horizon, series.length - index)];
                    candidate.predict(index, predicted[c][at]);
                    at++;
                }
                candidate.learn(index);
            }
            candidate.predict(series.length, next[c]);
        }
        return new RollingOrigins(origins, predicted, next);
    }

    /** Evenly spaced up to the end, never in step with the season, so that they meet every hour of the day. */
    private static int[] origins(int length, int season) {
        var first = length >= 2 * season ? Math.max(season + season / 2, length / 4) : Math.max(2, length / 2);
        var step = Math.max(1, (length - first) / MOST);
        while (step > 1 && commonDivisor(step, season) > 1) {
            step++;
        }
        var count = Math.max(0, Math.min(MOST, (length - 1 - first) / step + 1));
        var origins = new int[count];
        for (int i = 0; i < count; i++) {
            origins[i] = length - 1 - (count - 1 - i) * step;
        }
        return origins;
    }

    private static int commonDivisor(int a, int b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }
}
