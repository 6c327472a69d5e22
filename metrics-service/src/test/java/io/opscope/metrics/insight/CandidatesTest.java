package io.opscope.metrics.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.AbstractDoubleArrayAssert;
import org.junit.jupiter.api.Test;

/** Each candidate on a series short enough to compute by hand. */
class CandidatesTest {

    private static final double[] FIVE = {1, 2, 3, 4, 5};

    @Test
    void theSameAsLastSeason() {
        assertPrediction(new SeasonalNaive("", FIVE, 3, 1), FIVE, 4).containsExactly(3, 4, 5, 3);
    }

    @Test
    void theLastValueUntilASeasonIsKnown() {
        assertPrediction(new SeasonalNaive("", FIVE, 24, 1), FIVE, 2).containsExactly(5, 5);
    }

    @Test
    void aLevelMovesByItsWeight() {
        // 1, then 1 + 0.5 * (3 - 1) = 2, then 2 + 0.5 * (4 - 2) = 3
        var series = new double[] {1, 3, 4};
        assertPrediction(new Level("", series, 0.5), series, 2).containsExactly(3, 3);
    }

    @Test
    void theMedianOfTheLastValues() {
        var series = new double[] {9, 1, 100, 3, 5};
        assertPrediction(new RecentMedian("", series, 4), series, 1).containsExactly(4);
    }

    @Test
    void theMedianOfTheSamePlaceInTheSeason() {
        var series = new double[] {1, 10, 2, 20, 90, 30};
        assertPrediction(new SeasonalMedian("", series, 2, 2, 3), series, 3).containsExactly(2, 20, 2);
    }

    @Test
    void theMeanOfTheSamePlaceInTheSeason() {
        // Second place: 10, then the mean 15, then a third of the way to 30.
        var series = new double[] {1, 10, 2, 20, 3, 30};
        assertPrediction(new SeasonalMean("", series, 2, 1, 0.2), series, 2)
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(2, 20);
    }

    @Test
    void aLevelWithAProfile() {
        // Level 2, profile -1 and +1. The 2 was expected to be 1: level 2.1, the place's profile -1 + 1 / 2.
        var series = new double[] {1, 3, 2};
        assertPrediction(new HoltWinters("", series, new Seasons(2, 2)), series, 2)
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(3.1, 1.6);
    }

    @Property(tries = 50)
    void noneLooksAhead(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int known) {
        var series = Series.normal(seed, 500);
        var other = series.clone();
        Arrays.fill(other, known, other.length, 1e6);
        assertThat(predictions(series, known)).isEqualTo(predictions(other, known));
    }

    private static List<List<Double>> predictions(double[] series, int known) {
        return Candidates.of(series, Seasons.ofHours()).stream()
                .map(candidate -> {
                    var into = new double[50];
                    for (int index = 0; index < known; index++) {
                        candidate.learn(index);
                    }
                    candidate.predict(known, into);
                    return Arrays.stream(into).boxed().toList();
                })
                .toList();
    }

    @Test
    void bandsCoverEveryStepOnce() {
        assertThat(Band.upTo(24))
                .containsExactly(new Band(0, 1), new Band(1, 3), new Band(3, 6), new Band(6, 12), new Band(12, 24));
        assertThat(Band.upTo(1)).containsExactly(new Band(0, 1));
        assertThat(Band.upTo(5)).containsExactly(new Band(0, 1), new Band(1, 3), new Band(3, 5));
        assertThat(Band.upTo(168)).last().isEqualTo(new Band(96, 168));
    }

    @Test
    void theMiddleFifthOfTheWeightSpeaks() {
        // Of the weight between 0.4 and 0.6 a half is that of the 2 and a half that of the 4; the 1000 has no say.
        var middle = new Middle(4);
        middle.add(1000, 0.3);
        middle.add(2, 0.25);
        middle.add(4, 0.2);
        middle.add(1, 0.25);
        assertThat(middle.mean()).isCloseTo(3, within(1e-12));
        middle.clear();
        middle.add(0.1, 0.7);
        middle.add(0.1, 0.3);
        assertThat(middle.mean()).isEqualTo(0.1);
    }

    @Test
    void theMiddleOfTwoIsTheirMean() {
        assertThat(Median.of(new double[] {4, 1, 3, 2}, 4)).isCloseTo(2.5, within(1e-12));
        assertThat(Median.of(new double[] {9, 1, 3}, 3)).isEqualTo(3);
    }

    private static AbstractDoubleArrayAssert<?> assertPrediction(Candidate candidate, double[] series, int steps) {
        for (int index = 0; index < series.length; index++) {
            candidate.learn(index);
        }
        var into = new double[steps];
        candidate.predict(series.length, into);
        return assertThat(into);
    }
}
