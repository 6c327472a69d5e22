package io.opscope.metrics.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void figuresAreThoseComputedByHand() {
        var statistics = Statistics.of(new double[] {2, 4, 4, 4, 5, 5, 7, 9});
        assertThat(statistics.min()).isEqualTo(2);
        assertThat(statistics.max()).isEqualTo(9);
        assertThat(statistics.average()).isCloseTo(5, within(1e-12));
        assertThat(statistics.standardDeviation()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    }

    @Test
    void whatIsMissingIsLeftOut() {
        var statistics = Statistics.of(new double[] {Double.NaN, 3, Double.POSITIVE_INFINITY, 5});
        assertThat(statistics).isEqualTo(new Statistics(3, 5, 4, Math.sqrt(2)));
    }

    @Test
    void nothingAtAllIsZero() {
        assertThat(Statistics.of(new double[0])).isEqualTo(new Statistics(0, 0, 0, 0));
    }

    @Property(tries = 300)
    void figuresAreFiniteAndInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int length) {
        var statistics = Statistics.of(Series.wild(seed, length));
        assertThat(statistics.average()).isBetween(statistics.min(), statistics.max());
        assertThat(statistics.standardDeviation()).isFinite().isNotNegative();
    }
}
