package io.opscope.metrics.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Seasons HOURS = Seasons.ofHours();

    @Test
    void aConstantGoesOn() {
        var forecast = Forecast.of(Series.of(500, i -> 42), 168, HOURS);
        assertThat(forecast.steps()).hasSize(168).allSatisfy(step -> {
            assertThat(step.value()).isCloseTo(42, within(1e-9));
            assertThat(step.upper() - step.lower()).isCloseTo(0, within(1e-6));
        });
        assertThat(backtest(forecast).mase()).isCloseTo(0, within(1e-9));
        assertThat(forecast.confidencePercent()).isCloseTo(100, within(1e-6));
    }

    @Test
    void zerosStayZeros() {
        var forecast = Forecast.of(new double[100], 24, HOURS);
        assertThat(forecast.steps()).containsOnly(new Expected(0, 0, 0));
        assertThat(forecast.confidencePercent()).isEqualTo(100);
    }

    @Test
    void theRhythmOfADayIsContinued() {
        var forecast = Forecast.of(Series.of(24 * 21 + 5, Series::day), 48, HOURS);
        for (int step = 0; step < 48; step++) {
            assertThat(forecast.steps().get(step).value()).isCloseTo(Series.day(24 * 21 + 5 + step), within(0.1));
        }
    }

    @Test
    void theRhythmOfAWeekIsContinued() {
        var forecast = Forecast.of(Series.of(168 * 6, ForecastTest::week), 168, HOURS);
        for (int step = 0; step < 168; step++) {
            assertThat(forecast.steps().get(step).value()).isCloseTo(week(168 * 6 + step), within(1.0));
        }
    }

    @Test
    void aNewLevelIsFollowed() {
        var noise = Series.normal(7, 400);
        var forecast = Forecast.of(Series.of(400, i -> (i < 350 ? 10 : 50) + noise[i]), 24, HOURS);
        assertThat(forecast.steps().get(0).value()).isBetween(47.0, 53.0);
        assertThat(forecast.steps().get(23).value()).isBetween(40.0, 55.0);
    }

    @Test
    void oneOutlierIsNotExpectedAgain() {
        var forecast = Forecast.of(Series.of(400, i -> i == 399 ? 10_000 : Series.day(i)), 24, HOURS);
        assertThat(forecast.steps()).allSatisfy(step -> assertThat(step.value()).isLessThan(160));
    }

    @Test
    void gapsAreFilledAndSaid() {
        var whole = Series.of(24 * 14, Series::day);
        var holes = whole.clone();
        holes[100] = Double.NaN;
        holes[101] = Double.POSITIVE_INFINITY;
        holes[200] = Double.NaN;
        var forecast = Forecast.of(holes, 24, HOURS);
        assertThat(forecast.interpolated()).isEqualTo(3);
        for (int step = 0; step < 24; step++) {
            assertThat(forecast.steps().get(step).value()).isCloseTo(Series.day(step), within(3.0));
        }
    }

    @Test
    void missingBeforeTheFirstValueIsNoGap() {
        var values = Series.of(100, i -> i < 40 ? Double.NaN : 5);
        assertThat(Forecast.of(values, 24, HOURS).interpolated()).isZero();
    }

    @Test
    void aSingleValueIsRepeatedWithoutAnyClaim() {
        var forecast = Forecast.of(new double[] {3}, 24, HOURS);
        assertThat(forecast.steps()).allSatisfy(step -> assertThat(step.value()).isEqualTo(3));
        assertThat(forecast.backtest()).isNull();
        assertThat(forecast.confidencePercent()).isZero();
    }

    @Test
    void nothingIsNoHistory() {
        assertThatThrownBy(() -> Forecast.of(new double[] {Double.NaN}, 24, HOURS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Forecast.of(new double[] {1}, 0, HOURS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSeriesByDaysHasOneRhythm() {
        var forecast = Forecast.of(Series.of(70, i -> i % 7 < 5 ? 100 : 20), 14, Seasons.ofDays());
        assertThat(forecast.steps().get(4).value()).isCloseTo(100, within(2.0));
        assertThat(forecast.steps().get(5).value()).isCloseTo(20, within(2.0));
    }

    @Test
    void theMethodNamesWhatItIsMadeOf() {
        var forecast = Forecast.of(Series.of(24 * 21, Series::day), 24, HOURS);
        assertThat(forecast.method())
                .startsWith("blend: ")
                .contains("seasonal-naive-24 ")
                .contains("%");
    }

    @Test
    void noiseLiesWithinTheBoundsAsOftenAsTheySay() {
        var inside = 0;
        var all = 0;
        for (int seed = 0; seed < 40; seed++) {
            var values = Series.normal(seed, 600);
            var steps = Forecast.of(Arrays.copyOf(values, 576), 24, HOURS).steps();
            for (int step = 0; step < 24; step++) {
                var actual = values[576 + step];
                inside += actual >= steps.get(step).lower()
                                && actual <= steps.get(step).upper()
                        ? 1
                        : 0;
                all++;
            }
        }
        assertThat((double) inside / all).isBetween(0.93, 0.985);
    }

    @Test
    void aBacktestOfNoiseIsBetterThanRepeatingIt() {
        var backtest = backtest(Forecast.of(Series.normal(3, 600), 24, HOURS));
        // Repeating noise errs by the difference of two values, the mean by one: 1 / sqrt(2).
        assertThat(backtest.mase()).isBetween(0.65, 0.85);
        assertThat(backtest.coverage()).isBetween(0.9, 1.0);
        assertThat(backtest.origins()).isBetween(50, 100);
    }

    @Property(tries = 60)
    void anythingFiniteGivesFiniteBoundsAroundTheValue(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int length) {
        var forecast = Forecast.of(Series.wild(seed, length), 48, HOURS);
        assertThat(forecast.steps()).allSatisfy(step -> {
            assertThat(step.value()).isFinite();
            assertThat(step.lower()).isFinite().isLessThanOrEqualTo(step.value());
            assertThat(step.upper()).isFinite().isGreaterThanOrEqualTo(step.value());
        });
        assertThat(forecast.confidencePercent()).isBetween(0.0, 100.0);
        var backtest = forecast.backtest();
        if (backtest != null) {
            assertThat(backtest.mase()).isFinite().isNotNegative();
            assertThat(backtest.coverage()).isBetween(0.0, 1.0);
        }
    }

    @Property(tries = 40)
    void whatIsNeverNegativeIsNotExpectedToBe(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int length) {
        assertThat(Forecast.of(Series.counts(seed, length), 168, HOURS).steps()).allSatisfy(step -> {
            assertThat(step.lower()).isNotNegative();
            assertThat(step.value()).isNotNegative();
        });
    }

    @Property(tries = 20)
    void theUnitMakesNoDifference(@ForAll long seed, @ForAll @IntRange(min = -40, max = 40) int exponent) {
        var values = Series.normal(seed, 300);
        var factor = Math.scalb(1.0, exponent);
        var forecast = Forecast.of(values, 24, HOURS);
        var scaled = Forecast.of(Series.scaled(values, factor), 24, HOURS);
        assertThat(scaled.steps())
                .isEqualTo(forecast.steps().stream()
                        .map(step -> new Expected(step.value() * factor, step.lower() * factor, step.upper() * factor))
                        .toList());
        assertThat(scaled.backtest()).isEqualTo(forecast.backtest());
    }

    @Property(tries = 20)
    void whatIsAddedToEveryValueIsAddedToTheForecast(@ForAll long seed) {
        var values = Series.normal(seed, 300);
        var forecast = Forecast.of(values, 24, HOURS);
        var shifted = Forecast.of(Series.of(300, i -> values[i] - 50), 24, HOURS);
        for (int step = 0; step < 24; step++) {
            var expected = forecast.steps().get(step);
            assertThat(shifted.steps().get(step).value()).isCloseTo(expected.value() - 50, within(1e-6));
            assertThat(shifted.steps().get(step).lower()).isCloseTo(expected.lower() - 50, within(1e-6));
        }
    }

    @Property(tries = 10)
    void theSameAgainGivesTheSameAgain(@ForAll long seed) {
        var values = Series.counts(seed, 400);
        var before = values.clone();
        assertThat(Forecast.of(values, 48, HOURS)).isEqualTo(Forecast.of(values, 48, HOURS));
        assertThat(values).isEqualTo(before);
    }

    @Test
    void capacityIsReachedWhereTheForecastReachesIt() {
        var forecast = Forecast.of(Series.of(24 * 21, Series::day), 24, HOURS);
        // The sine passes 143.3 = 100 + 50 * sin(60 degrees) at its fifth hour, which is the fifth step from midnight.
        var advice = CapacityAdvice.of(forecast, 143);
        assertThat(advice.reachedAfter()).isEqualTo(OptionalInt.of(5));
        assertThat(advice.possibleAfter().orElseThrow()).isLessThanOrEqualTo(5);
        assertThat(advice.peak()).isCloseTo(150, within(0.2));
        assertThat(advice.headroomPercent()).isCloseTo(100 * (1 - 150.0 / 143), within(0.2));
        assertThat(CapacityAdvice.of(forecast, 300).reachedAfter()).isEmpty();
        assertThat(CapacityAdvice.of(forecast, 300).headroomPercent()).isCloseTo(50, within(0.1));
        assertThatThrownBy(() -> CapacityAdvice.of(forecast, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double week(int hour) {
        return Series.day(hour) * (hour / 24 % 7 < 5 ? 1 : 0.3);
    }

    private static Backtest backtest(Forecast forecast) {
        return Objects.requireNonNull(forecast.backtest());
    }
}
