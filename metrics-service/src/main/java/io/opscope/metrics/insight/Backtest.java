package io.opscope.metrics.insight;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How forecasts made at earlier moments of the same series, knowing only what was known then, have come true.
 *
 * @param mase mean absolute error, where 1 is that of repeating the last season (Hyndman and Koehler 2006)
 * @param coverage share, 0 to 1, of the later half's values inside the bounds that the earlier half gives
 * @param accuracy 0 to 1: 1 less the sum of errors over the sum of values, within the first season ahead
 * @param origins how many moments
 */
public record Backtest(double mase, double coverage, double accuracy, int origins) {

    static Backtest of(double[] series, int[] origins, double[][] residuals, List<Band> bands, int season) {
        var middle = origins.length / 2;
        var earlier = Spread.of(residuals, origins, origins[middle], bands, season);
        return new Backtest(
                mase(series, residuals, season),
                earlier.coverage(residuals, origins, middle),
                accuracy(series, origins, residuals, season),
                origins.length);
    }

    private static double mase(double[] series, double[][] residuals, int season) {
        var error = Arrays.stream(residuals)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .average()
                .orElse(0);
        var naive = naive(series, season);
        if (naive == 0) {
            naive = naive(series, 1);
        }
        return naive == 0 ? 0 : Math.min(error / naive, Double.MAX_VALUE);
    }

    private static double naive(double[] series, int season) {
        return IntStream.range(season, series.length)
                .mapToDouble(index -> Math.abs(series[index] - series[index - season]))
                .average()
                .orElse(0);
    }

    private static double accuracy(double[] series, int[] origins, double[][] residuals, int season) {
        var errors = 0.0;
        var values = 0.0;
        for (int o = 0; o < origins.length; o++) {
            for (int step = 0; step < Math.min(season, residuals[o].length); step++) {
                errors += Math.abs(residuals[o][step]);
                values += Math.abs(series[origins[o] + step]);
            }
        }
        return errors == 0 ? 1 : Math.max(0, 1 - errors / Math.max(values, Double.MIN_NORMAL));
    }
}
