package io.opscope.metrics.insight;

import java.util.Arrays;
import java.util.List;

/**
 * How far off forecasts have been, as bounds that hold {@value #INSIDE} of the time (split conformal prediction: Vovk
 * 2005, Lei 2018): the outer quantiles of earlier residuals in the same band. Two things are added. Half of the width
 * follows the place in the season, since nights are calmer than days. And residuals of overlapping forecasts are not
 * independent: there are only as many as whole stretches fit into the time they cover, so the bounds are widened as
 * Student's t widens those of a normal variable estimated from so few. More than a season ahead bounds are never narrower
 * than nearer by; and where fewer than {@value #FEWEST_STRETCHES} stretches of such a length have been seen, they grow
 * with the square root of what is missing, as the errors of a random walk do.
 */
final class Spread {

    private static final double INSIDE = 0.95;
    private static final double NORMAL_QUANTILE = 1.959964;

    /** Share of the width that is the same at every place in the season. */
    private static final double STEADY = 0.5;

    /** Weight of the mean over all places, in residuals, in that of a single place. */
    private static final double PRIOR = 5;

    private static final int FEWEST_RESIDUALS = 20;
    private static final double FEWEST_STRETCHES = 3;

    private final List<Band> bands;
    private final double[] below;
    private final double[] above;
    private final double[] places;

    private Spread(List<Band> bands, double[] places) {
        this.bands = bands;
        this.places = places;
        this.below = new double[bands.size()];
        this.above = new double[bands.size()];
    }

    /**
     * @param residuals by origin and step
     * @param until index in the series; only what was known before it counts
     */
    static Spread of(double[][] residuals, int[] origins, int until, List<Band> bands, int season) {
        var spread = new Spread(bands, places(residuals, origins, until, season));
        for (int b = 0; b < bands.size(); b++) {
            spread.measure(b, residuals, origins, until, season);
        }
        return spread;
    }

    /** Bounds without any residual: as far to each side as the series is wide. */
    static Spread unknown(List<Band> bands, double range) {
        var spread = new Spread(bands, new double[] {1});
        Arrays.fill(spread.below, range);
        Arrays.fill(spread.above, range);
        return spread;
    }

    /** How far below the forecast the value may lie, never negative. */
    double below(int band, int index) {
        return below[band] * places[index % places.length];
    }

    /** How far above. */
    double above(int band, int index) {
        return above[band] * places[index % places.length];
    }

    /** Share of the residuals from origin {@code first} on that lie within the bounds. */
    double coverage(double[][] residuals, int[] origins, int first) {
        var inside = 0;
        var all = 0;
        for (int o = first; o < origins.length; o++) {
            for (int b = 0; b < bands.size(); b++) {
                var last = Math.min(bands.get(b).until(), residuals[o].length);
                for (int step = bands.get(b).from(); step < last; step++) {
                    var index = origins[o] + step;
                    inside += residuals[o][step] <= above(b, index) && -residuals[o][step] <= below(b, index) ? 1 : 0;
                    all++;
                }
            }
        }
        return all == 0 ? 0 : (double) inside / all;
    }

    private void measure(int b, double[][] residuals, int[] origins, int until, int season) {
        var band = bands.get(b);
        var scaled = new double[origins.length * (band.until() - band.from())];
        var count = 0;
        var latest = 0;
        for (int o = 0; o < origins.length && origins[o] < until; o++) {
            var last = Math.min(Math.min(band.until(), residuals[o].length), until - origins[o]);
            for (int step = band.from(); step < last; step++) {
                var index = origins[o] + step;
                scaled[count++] = residuals[o][step] / places[index % places.length];
                latest = Math.max(latest, index);
            }
        }
        if (count < FEWEST_RESIDUALS && b > 0) {
            below[b] = below[b - 1];
            above[b] = above[b - 1];
            return;
        }
        Arrays.sort(scaled, 0, count);
        var tail = Math.max(0, (int) ((1 - INSIDE) / 2 * (count + 1)) - 1);
        var stretches = (latest - origins[0] + 1.0) / Math.max(2 * season, band.until());
        var isFar = b > 0 && band.until() > season;
        var unseen = isFar ? Math.sqrt(FEWEST_STRETCHES / Math.min(FEWEST_STRETCHES, stretches)) : 1;
        var widening = widening(Math.max(FEWEST_STRETCHES, stretches)) * unseen;
        below[b] = Math.max(isFar ? below[b - 1] : 0, count == 0 ? 0 : -scaled[tail] * widening);
        above[b] = Math.max(isFar ? above[b - 1] : 0, count == 0 ? 0 : scaled[count - 1 - tail] * widening);
    }

    /** Mean absolute residual at each place in the season and its neighbours, against the mean of all. */
    private static double[] places(double[][] residuals, int[] origins, int until, int season) {
        var sums = new double[season];
        var counts = new double[season];
        var neighbours = season >= 8 ? 1 : 0;
        var sum = 0.0;
        var count = 0;
        for (int o = 0; o < origins.length && origins[o] < until; o++) {
            var last = Math.min(Math.min(season, residuals[o].length), until - origins[o]);
            for (int step = 0; step < last; step++) {
                var error = Math.abs(residuals[o][step]);
                sum += error;
                count++;
                for (int shift = -neighbours; shift <= neighbours; shift++) {
                    var place = (origins[o] + step + shift + season) % season;
                    sums[place] += error;
                    counts[place]++;
                }
            }
        }
        var places = new double[season];
        Arrays.fill(places, 1);
        for (int place = 0; sum > 0 && place < season; place++) {
            var mean = sum / count;
            places[place] = STEADY + (1 - STEADY) * (sums[place] + PRIOR * mean) / (counts[place] + PRIOR) / mean;
        }
        return places;
    }

    /** Student's quantile against the normal one, by the expansion in Abramowitz and Stegun 26.7.5. */
    private static double widening(double independent) {
        var z = NORMAL_QUANTILE;
        var freedom = independent - 1;
        var student = z
                + (Math.pow(z, 3) + z) / (4 * freedom)
                + (5 * Math.pow(z, 5) + 16 * Math.pow(z, 3) + 3 * z) / (96 * Math.pow(freedom, 2))
                + (3 * Math.pow(z, 7) + 19 * Math.pow(z, 5) + 17 * Math.pow(z, 3) - 15 * z)
                        / (384 * Math.pow(freedom, 3));
        return student / z * Math.sqrt(1 + 1 / independent);
    }
}
