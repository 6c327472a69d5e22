package io.opscope.bench.insight;

import java.util.Arrays;

/**
 * The reference detector of the Numenta Anomaly Benchmark: how far a value lies in the tail of a normal distribution with
 * the mean and deviation of a window behind it. The window grows up to its size, then moves on by whole steps.
 */
record WindowedGaussian(int window, int step) {

    /** One less the tail probability, by value. */
    double[] scores(double[] values) {
        var scores = new double[values.length];
        var from = 0;
        var until = 0;
        var mean = 0.0;
        var deviation = 1.0;
        for (int i = 0; i < values.length; i++) {
            scores[i] = i == 0 ? 0 : 1 - tail(Math.abs(values[i] - mean) / deviation);
            var grows = until - from < window;
            if (grows || i + 1 - until == step) {
                from = grows ? from : from + step;
                until = i + 1;
                mean = Arrays.stream(values, from, until).average().orElse(0);
                deviation = deviation(values, from, until, mean);
            }
        }
        return scores;
    }

    private static double deviation(double[] values, int from, int until, double mean) {
        var squares = Arrays.stream(values, from, until).map(value -> (value - mean) * (value - mean));
        var deviation = Math.sqrt(squares.average().orElse(0));
        return deviation == 0 ? 1e-6 : deviation;
    }

    /** Of the standard normal distribution beyond z, by the continued fraction or the series, whichever converges. */
    static double tail(double z) {
        var density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
        if (z > 4) {
            var fraction = z;
            for (int k = 60; k > 0; k--) {
                fraction = z + k / fraction;
            }
            return density / fraction;
        }
        var term = z;
        var sum = z;
        for (int k = 1; k < 200; k++) {
            term *= z * z / (2 * k + 1);
            sum += term;
        }
        return 0.5 - density * sum;
    }
}
