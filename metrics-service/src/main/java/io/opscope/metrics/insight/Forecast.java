package io.opscope.metrics.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a series is expected to do next. Where no value of the series is negative, neither is any of these.
 *
 * @param steps one for each step ahead; the first follows the last value of the series
 * @param method the candidates that make up the forecast, with the share of each
 * @param backtest how well this has done on the series so far; null when it is too short to tell
 * @param interpolated how many values of the series were missing and filled in
 */
public record Forecast(
        List<Expected> steps, String method, @Nullable Backtest backtest, int interpolated) {

    /** Candidates that contribute less go without saying. */
    private static final double WORTH_NAMING = 0.05;

    private static final int FEWEST_ORIGINS = 4;

    /**
     * @param values one a step, oldest first, at least one of them finite; what is not finite is missing. Only the last
     *     8,784 are looked at.
     * @param horizon how many steps ahead, at least 1
     */
    public static Forecast of(double[] values, int horizon, Seasons seasons) {
        if (horizon < 1) {
            throw new IllegalArgumentException("Nothing to forecast: " + horizon + " steps ahead");
        }
        var history = History.of(values);
        var series = history.values();
        var season = seasons.inner();
        var bands = Band.upTo(horizon);
        var candidates = Candidates.of(series, seasons);
        var past = RollingOrigins.of(series, candidates, horizon, season);
        var blend = Blend.of(series, past, bands);
        var origins = past.origins();
        var enough = origins.length >= FEWEST_ORIGINS;
        var spread = enough
                ? Spread.of(blend.residuals(), origins, series.length, bands, season)
                : Spread.unknown(bands, range(series));
        return new Forecast(
                steps(history, blend.next(), spread, bands),
                method(candidates, blend.shares()),
                enough ? Backtest.of(series, origins, blend.residuals(), bands, season) : null,
                history.interpolated());
    }

    /** Percent, 0 to 100: how close earlier forecasts of the first season ahead came, 0 when that is not known. */
    public double confidencePercent() {
        return backtest == null ? 0 : 100 * backtest.accuracy();
    }

    private static List<Expected> steps(History history, double[] next, Spread spread, List<Band> bands) {
        var steps = new ArrayList<Expected>(next.length);
        var length = history.values().length;
        for (int b = 0; b < bands.size(); b++) {
            for (int step = bands.get(b).from(); step < bands.get(b).until(); step++) {
                steps.add(new Expected(
                        history.inOwnUnit(next[step]),
                        history.inOwnUnit(next[step] - spread.below(b, length + step)),
                        history.inOwnUnit(next[step] + spread.above(b, length + step))));
            }
        }
        return List.copyOf(steps);
    }

    private static String method(List<Candidate> candidates, double[] shares) {
        return IntStream.range(0, shares.length)
                .boxed()
                .filter(c -> shares[c] >= WORTH_NAMING)
                .sorted(Comparator.comparingDouble(c -> -shares[c]))
                .map(c -> String.format(
                        Locale.ROOT, "%s %.0f%%", candidates.get(c).name(), 100 * shares[c]))
                .collect(Collectors.joining(", ", "blend: ", ""));
    }

    private static double range(double[] series) {
        var range = Arrays.stream(series).summaryStatistics();
        return range.getMax() - range.getMin();
    }
}
