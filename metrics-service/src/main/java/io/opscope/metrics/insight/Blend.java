package io.opscope.metrics.insight;

import java.util.Arrays;
import java.util.List;

/**
 * Candidates weighed by how well they did: by the inverse of their errors in that band, to the eighth power (one that errs
 * a tenth more counts half), recent origins before old ones. What is said is the {@link Middle} of them. At each origin only
 * errors known by then are used, so the residuals are those of forecasts that could really have been made.
 *
 * @param residuals what came minus what the blend said, by origin and step
 * @param shares by candidate, its weight in the forecast; together 1
 * @param next the forecast, by step
 */
record Blend(double[][] residuals, double[] shares, double[] next) {

    private static final double POWER = 8;

    /** An origin counts half of the one 23 origins after it. */
    private static final double MEMORY = 0.97;

    /** Fewer errors than that say nothing: the weights of the band before are used. */
    private static final int ENOUGH = 3;

    /** Keeps candidates without any error apart from those with next to none; values are scaled to at most 2. */
    private static final double NEGLIGIBLE = 1e-12;

    static Blend of(double[] series, RollingOrigins past, List<Band> bands) {
        var origins = past.origins();
        var candidates = past.next().length;
        var blend = new Blend(new double[origins.length][], new double[candidates], new double[past.next()[0].length]);
        for (int o = 0; o < origins.length; o++) {
            blend.residuals[o] = new double[past.predicted()[0][o].length];
        }
        var weights = new double[origins.length + 1][candidates];
        for (var atOrigin : weights) {
            Arrays.fill(atOrigin, 1.0 / candidates);
        }
        for (var band : bands) {
            weights = weights(series, past, band, weights);
            blend.look(series, past, band, weights);
        }
        return blend;
    }

    /** Fills in one band. */
    private void look(double[] series, RollingOrigins past, Band band, double[][] weights) {
        var middle = new Middle(shares.length);
        for (int o = 0; o < residuals.length; o++) {
            for (int step = band.from(); step < Math.min(band.until(), residuals[o].length); step++) {
                middle.clear();
                for (int c = 0; c < shares.length; c++) {
                    middle.add(past.predicted()[c][o][step], weights[o][c]);
                }
                residuals[o][step] = series[past.origins()[o] + step] - middle.mean();
            }
        }
        var now = weights[residuals.length];
        for (int step = band.from(); step < band.until(); step++) {
            middle.clear();
            for (int c = 0; c < shares.length; c++) {
                middle.add(past.next()[c][step], now[c]);
                shares[c] += now[c] / next.length;
            }
            next[step] = middle.mean();
        }
    }

    /** Weights by origin and candidate, as they stood at each origin; the last entry are those of now. */
    private static double[][] weights(double[] series, RollingOrigins past, Band band, double[][] otherwise) {
        var origins = past.origins();
        var weights = new double[origins.length + 1][];
        var errors = new double[past.next().length];
        var known = 0;
        for (int o = 0; o <= origins.length; o++) {
            var now = o < origins.length ? origins[o] : series.length;
            while (known < o && origins[known] + band.until() <= now) {
                remember(errors, errors(series, past, known, band));
                known++;
            }
            weights[o] = known < ENOUGH ? otherwise[o] : inverse(errors);
        }
        return weights;
    }

    /** One hard day must not drown all others: its errors count by their size over the square root of their mean. */
    private static void remember(double[] errors, double[] latest) {
        var mean = Arrays.stream(latest).average().orElse(0);
        for (int c = 0; c < errors.length; c++) {
            errors[c] = errors[c] * MEMORY + latest[c] / Math.sqrt(mean + NEGLIGIBLE);
        }
    }

    private static double[] errors(double[] series, RollingOrigins past, int o, Band band) {
        var errors = new double[past.next().length];
        for (int c = 0; c < errors.length; c++) {
            for (int step = band.from(); step < band.until(); step++) {
                errors[c] += Math.abs(series[past.origins()[o] + step] - past.predicted()[c][o][step]);
            }
            errors[c] /= band.until() - band.from();
        }
        return errors;
    }

    private static double[] inverse(double[] errors) {
        var least = Arrays.stream(errors).min().orElse(0) + NEGLIGIBLE;
        var weights = Arrays.stream(errors)
                .map(error -> Math.pow(least / (error + NEGLIGIBLE), POWER))
                .toArray();
        var sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
