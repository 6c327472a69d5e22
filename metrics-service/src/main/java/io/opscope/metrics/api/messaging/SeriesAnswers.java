package io.opscope.metrics.api.messaging;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.api.messaging.Prediction.Advice;
import io.opscope.metrics.api.messaging.Prediction.AnomalyDetection;
import io.opscope.metrics.api.messaging.Prediction.Backtested;
import io.opscope.metrics.api.messaging.TrendSeries.DataPoint;
import io.opscope.metrics.api.messaging.TrendSeries.Direction;
import io.opscope.metrics.api.messaging.TrendSeries.Spread;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.insight.AnomalyDetector;
import io.opscope.metrics.insight.CapacityAdvice;
import io.opscope.metrics.insight.Expected;
import io.opscope.metrics.insight.Forecast;
import io.opscope.metrics.insight.Seasons;
import io.opscope.metrics.insight.Statistics;
import io.opscope.metrics.insight.Trend;
import io.opscope.metrics.query.Answers;
import io.opscope.metrics.query.Cell;
import io.opscope.metrics.query.CellQueries;
import io.opscope.metrics.query.Figures;
import io.opscope.metrics.query.QueryConfig;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Range;
import io.opscope.metrics.query.Rounding;
import io.opscope.metrics.query.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers how something went over time and what is to be expected of it. */
@ApplicationScoped
class SeriesAnswers {

    private static final int DAY_HOURS = 24;
    private static final int WEEK_HOURS = 168;

    /** Eight weeks show the rhythm of the week and cost little; what lies further back says less about tomorrow. */
    private static final int HISTORY_HOURS = 8 * WEEK_HOURS;

    private static final int DECIMALS = 2;
    private static final int SCORE_DECIMALS = 4;

    private final Catalogue catalogue;
    private final CellQueries cells;
    private final Answers answers;
    private final QueryConfig config;

    SeriesAnswers(Catalogue catalogue, CellQueries cells, Answers answers, QueryConfig config) {
        this.catalogue = catalogue;
        this.cells = cells;
        this.answers = answers;
        this.config = config;
    }

    TrendSeries trend(Scope scope, TrendMetric metric, Granularity granularity, int hours, ZoneId zone) {
        var family = metric.family(catalogue);
        return answers.figures(
                "trend",
                scope,
                family,
                Instant.now(),
                TrendSeries.class,
                List.of(metric, granularity, hours, zone),
                () -> load(scope, metric, family, granularity, hours, zone, Instant.now()));
    }

    private TrendSeries load(
            Scope scope,
            TrendMetric metric,
            Family family,
            Granularity granularity,
            int hours,
            ZoneId zone,
            Instant now) {
        var step = granularity.step();
        var horizon = cells.horizon(scope, family, now);
        var range = horizon.inSteps(Range.since(step.start(now.minus(Duration.ofHours(hours)), zone), now), step, zone);
        var starts = step.buckets(range, zone);
        var values = values(scope, family, range, step, zone, starts, metric.value(config.reportingCurrency()));
        var complete = Arrays.copyOf(values, values.length - 1);
        var statistics = Statistics.of(complete);
        var trend = Trend.of(complete);
        return new TrendSeries(
                metric.name().toLowerCase(Locale.ROOT),
                granularity.name().toLowerCase(Locale.ROOT),
                IntStream.range(0, values.length)
                        .mapToObj(i -> new DataPoint(starts.get(i), number(values[i])))
                        .toList(),
                new Spread(
                        number(statistics.min()),
                        number(statistics.max()),
                        number(statistics.average()),
                        number(statistics.standardDeviation())),
                new Direction(trend.direction().name().toLowerCase(Locale.ROOT), number(trend.percentage())));
    }

    /** @param capacity in the metric's unit an hour, for advice on when it is reached */
    Prediction prediction(Scope scope, PredictionMetric metric, int hoursAhead, Optional<BigDecimal> capacity) {
        var family = metric.family(catalogue);
        return answers.figures(
                "prediction",
                scope,
                family,
                Instant.now(),
                Prediction.class,
                // the hour that is running is part of the question: another hour, another forecast
                List.of(metric, hoursAhead, capacity, Step.HOUR.start(Instant.now(), ZoneOffset.UTC)),
                () -> load(scope, metric, family, hoursAhead, capacity, Instant.now()));
    }

    private Prediction load(
            Scope scope,
            PredictionMetric metric,
            Family family,
            int hoursAhead,
            Optional<BigDecimal> capacity,
            Instant now) {
        var running = Step.HOUR.start(now, ZoneOffset.UTC);
        var range = cells.horizon(scope, family, now)
                .withHours(new Range(running.minus(Duration.ofHours(HISTORY_HOURS)), running));
        var starts = Step.HOUR.buckets(range, ZoneOffset.UTC);
        var values = sinceFirst(values(
                scope, family, range, Step.HOUR, ZoneOffset.UTC, starts, metric.value(config.reportingCurrency())));
        var forecast = Forecast.of(values, WEEK_HOURS + 1, Seasons.ofHours());
        var anomaly = AnomalyDetector.last(values, DAY_HOURS);
        return new Prediction(
                metric.publicName(),
                number(lastKnown(values)),
                number(metric.bounded(forecast.steps().get(hoursAhead).value())),
                running.plus(Duration.ofHours(hoursAhead)),
                number(forecast.confidencePercent()),
                expected(metric, forecast, DAY_HOURS, Expected::value),
                expected(metric, forecast, WEEK_HOURS, Expected::value),
                new AnomalyDetection(
                        anomaly.anomalous() || anomaly.ongoing(),
                        Rounding.to(SCORE_DECIMALS, BigDecimal.valueOf(anomaly.score()))),
                expected(metric, forecast, WEEK_HOURS, Expected::lower),
                expected(metric, forecast, WEEK_HOURS, Expected::upper),
                forecast.method(),
                backtested(forecast),
                capacity.map(limit -> advice(forecast, limit, running)).orElse(null),
                now);
    }

    private static @Nullable Backtested backtested(Forecast forecast) {
        var backtest = forecast.backtest();
        return backtest == null ? null : new Backtested(number(backtest.mase()), number(100 * backtest.coverage()));
    }

    private static Advice advice(Forecast forecast, BigDecimal capacity, Instant running) {
        var advice = CapacityAdvice.of(forecast, capacity.doubleValue());
        var reached = at(advice.reachedAfter(), running);
        var possible = at(advice.possibleAfter(), running);
        var text = reached != null
                ? "The capacity is expected to be reached at " + reached
                : possible != null
                        ? "The capacity is not expected to be reached within a week, but may be at " + possible
                        : "The capacity is not in sight within a week";
        return new Advice(capacity, number(advice.peak()), number(advice.headroomPercent()), reached, possible, text);
    }

    private static @Nullable Instant at(OptionalInt step, Instant running) {
        return step.isEmpty() ? null : running.plus(Duration.ofHours(step.getAsInt() - 1L));
    }

    private static List<BigDecimal> expected(
            PredictionMetric metric, Forecast forecast, int hours, ToDoubleFunction<Expected> figure) {
        return forecast.steps().subList(0, hours).stream()
                .map(step -> number(metric.bounded(figure.applyAsDouble(step))))
                .toList();
    }

    private double[] values(
            Scope scope,
            Family family,
            Range range,
            Step step,
            ZoneId zone,
            List<Instant> starts,
            ToDoubleFunction<Figures> value) {
        var all = Figures.of(
                family, cells.ask(scope, Question.about(family, range).per(step, zone)));
        var none = all.only(cell -> false);
        var byBucket = all.by(Cell::start);
        return starts.stream()
                .mapToDouble(start -> value.applyAsDouble(byBucket.getOrDefault(start, none)))
                .toArray();
    }

    /** A series begins with its first value: what was not there yet is no zero. An empty one is a single zero. */
    private static double[] sinceFirst(double[] values) {
        var first = IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]) && values[i] != 0)
                .findFirst();
        return first.isEmpty() ? new double[] {0} : Arrays.copyOfRange(values, first.getAsInt(), values.length);
    }

    private static double lastKnown(double[] values) {
        for (int i = values.length - 1; i >= 0; i--) {
            if (Double.isFinite(values[i])) {
                return values[i];
            }
        }
        return 0;
    }

    private static BigDecimal number(double value) {
        return Rounding.to(DECIMALS, BigDecimal.valueOf(value));
    }
}
