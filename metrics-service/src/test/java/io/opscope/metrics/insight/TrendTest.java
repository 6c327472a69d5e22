package io.opscope.metrics.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opscope.metrics.insight.Trend.Direction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void aRiseIsGivenInPercentOfItsStart() {
        var trend = Trend.of(Series.of(10, i -> 100 + 10 * i));
        assertThat(trend.direction()).isEqualTo(Direction.UP);
        assertThat(trend.percentage()).isCloseTo(90, within(1e-9));
    }

    @Test
    void aFallIsNegative() {
        var trend = Trend.of(Series.of(11, i -> 200 - 10 * i));
        assertThat(trend.direction()).isEqualTo(Direction.DOWN);
        assertThat(trend.percentage()).isCloseTo(-50, within(1e-9));
    }

    @Test
    void oneOutlierAtTheEndChangesNothing() {
        // Of the ten slopes between pairs six are 1, so the median is, and so is that of the intercepts.
        var line = Line.through(Points.of(new double[] {1, 2, 3, 4, 100}));
        assertThat(line.slope()).isEqualTo(line.start());
        assertThat(line.end() / line.start()).isCloseTo(5, within(1e-12));
        assertThat(Trend.of(Series.of(48, i -> i == 47 ? 1000 : 100 + i % 2)).direction())
                .isEqualTo(Direction.STABLE);
    }

    @Test
    void kendallsStatisticIsTheOneComputedByHand() {
        // 45 pairs, all rising; variance 10 * 9 * 25 / 18.
        var rising = Points.of(Series.of(10, i -> i));
        assertThat(MannKendall.z(rising, Line.through(rising))).isCloseTo(44 / Math.sqrt(125), within(1e-9));
        // Five of six pairs rise, one is a tie; variance (4 * 3 * 13 - 2 * 1 * 9) / 18, neighbours uncorrelated or
        // less.
        var tied = Points.of(new double[] {1, 1, 2, 3});
        assertThat(MannKendall.z(tied, Line.through(tied))).isLessThanOrEqualTo(4 / Math.sqrt(138.0 / 18) + 1e-9);
    }

    @Test
    void theRhythmOfADayIsNoTrend() {
        assertThat(Trend.of(Series.of(48, Series::day)).direction()).isEqualTo(Direction.STABLE);
        assertThat(Trend.of(Series.of(24, Series::day)).direction()).isEqualTo(Direction.STABLE);
    }

    @Test
    void aRiseBeneathTheRhythmOfADayIsFound() {
        var trend = Trend.of(Series.of(24 * 14, i -> Series.day(i) + i * 0.5));
        assertThat(trend.direction()).isEqualTo(Direction.UP);
    }

    @Test
    void noiseSeldomLooksLikeATrend() {
        var found = 0;
        for (int seed = 0; seed < 400; seed++) {
            var noise = Series.scaled(Series.normal(seed, 60), 10);
            var trend = Trend.of(Series.of(60, i -> 100 + noise[i]));
            found += trend.direction() == Direction.STABLE ? 0 : 1;
        }
        assertThat(found).isLessThan(400 * 8 / 100);
    }

    @Test
    void zerosAndConstantsAreStable() {
        assertThat(Trend.of(new double[50])).isEqualTo(new Trend(Direction.STABLE, 0));
        assertThat(Trend.of(Series.of(50, i -> 7))).isEqualTo(new Trend(Direction.STABLE, 0));
        assertThat(Trend.of(new double[] {1, 9})).isEqualTo(new Trend(Direction.STABLE, 0));
    }

    @Test
    void aLongSeriesIsAveragedAndStillTheSame() {
        var trend = Trend.of(Series.of(10_000, i -> 100 + i * 0.01));
        assertThat(trend.direction()).isEqualTo(Direction.UP);
        assertThat(trend.percentage()).isCloseTo(99.99, within(0.01));
    }

    @Test
    void whatIsMissingIsLeftOut() {
        var trend = Trend.of(Series.of(21, i -> i % 3 == 1 ? Double.NaN : 100 + 5 * i));
        assertThat(trend.percentage()).isCloseTo(100, within(1e-9));
    }

    @Property(tries = 200)
    void anythingFiniteHasAFiniteTrend(@ForAll long seed, @ForAll @IntRange(min = 0, max = 500) int length) {
        assertThat(Trend.of(Series.wild(seed, length)).percentage()).isFinite();
    }

    @Property(tries = 200)
    void upsideDownTheTrendIsTheOpposite(@ForAll long seed, @ForAll @IntRange(min = 3, max = 60) int length) {
        var values = Series.counts(seed, length);
        var trend = Trend.of(values);
        var opposite = Trend.of(Series.scaled(values, -1));
        assertThat(opposite.percentage()).isCloseTo(-trend.percentage(), within(1e-9));
        assertThat(opposite.direction())
                .isEqualTo(
                        switch (trend.direction()) {
                            case UP -> Direction.DOWN;
                            case DOWN -> Direction.UP;
                            case STABLE -> Direction.STABLE;
                        });
    }

    @Property(tries = 100)
    void theUnitMakesNoDifference(@ForAll long seed, @ForAll @IntRange(min = -40, max = 40) int exponent) {
        var values = Series.counts(seed, 100);
        assertThat(Trend.of(Series.scaled(values, Math.scalb(1.0, exponent)))).isEqualTo(Trend.of(values));
    }
}
