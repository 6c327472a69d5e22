package io.opscope.metrics.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {

    private static final int DAYS = 24 * 30;

    @Test
    void aSpikeIsReportedOnce() {
        // Given
        var detector = after(noisy(1));
        // When
        var first = detector.next(1000);
        var second = detector.next(1000);
        // Then
        assertThat(first.anomalous()).isTrue();
        assertThat(first.ongoing()).isFalse();
        assertThat(first.score()).isEqualTo(1);
        assertThat(first.upper()).isLessThan(200);
        assertThat(second.anomalous()).isFalse();
        assertThat(second.ongoing()).isTrue();
    }

    @Test
    void aDropIsReportedToo() {
        assertThat(after(noisy(2)).next(-500).anomalous()).isTrue();
    }

    @Test
    void whatIsUsualAtThisHourIsNotReported() {
        // Given a job that runs at three every night
        var values = Series.of(DAYS + 4, i -> i % 24 == 3 ? 1000 : i % 5);
        // Then the run is nothing, and the same at another hour is
        assertThat(AnomalyDetector.last(values, 24).anomalous()).isFalse();
        assertThat(AnomalyDetector.last(Arrays.copyOf(values, DAYS + 4), 24).score())
                .isZero();
        var detector = after(Arrays.copyOf(values, DAYS + 12));
        assertThat(detector.next(1000).anomalous()).isTrue();
    }

    @Test
    void aRunThatDoesNotHappenIsReported() {
        var values = Series.of(DAYS, i -> i % 24 < 3 ? 5 + i % 2 : 1000 + i % 7);
        var detector = after(values);
        for (int hour = 0; hour < 5; hour++) {
            detector.next(hour % 2);
        }
        assertThat(detector.next(0).ongoing() || detector.next(0).anomalous()).isTrue();
    }

    @Test
    void aSeriesThatSpikesNowAndThenHasToDoMore() {
        var random = new Random(5);
        var values = Series.of(DAYS, i -> random.nextInt(40) == 0 ? 80 + random.nextInt(40) : random.nextInt(10));
        assertThat(AnomalyDetector.last(withLast(values, 110), 24).anomalous()).isFalse();
        assertThat(AnomalyDetector.last(withLast(values, 2000), 24).anomalous()).isTrue();
    }

    @Test
    void noiseIsSeldomReported() {
        var reported = 0;
        for (int seed = 0; seed < 20; seed++) {
            var detector = new AnomalyDetector(24);
            for (var value : Series.normal(seed, DAYS)) {
                reported += detector.next(value).anomalous() ? 1 : 0;
            }
        }
        assertThat(reported).isLessThanOrEqualTo(20 * DAYS / 1000);
    }

    @Test
    void nothingIsJudgedBeforeADayHasBeenSeen() {
        var detector = new AnomalyDetector(24);
        for (int hour = 0; hour < 24; hour++) {
            assertThat(detector.next(hour == 20 ? 1e9 : 1).score()).isZero();
        }
    }

    @Test
    void whatIsMissingIsNotJudged() {
        var detector = after(noisy(3));
        assertThat(detector.next(Double.NaN).anomalous()).isFalse();
        assertThat(detector.next(Double.NEGATIVE_INFINITY).score()).isZero();
        assertThat(detector.next(1000).anomalous()).isTrue();
    }

    @Test
    void surpriseIsTheOneComputedByHand() {
        var tail = new Tail();
        assertThat(tail.surprise(0)).isZero();
        // Half an excess in no value, then in one: chances 1/2 and 1/4.
        assertThat(tail.surprise(7)).isCloseTo(Math.log10(2), within(1e-9));
        tail.learn(0);
        assertThat(tail.surprise(7)).isCloseTo(Math.log10(4), within(1e-9));
        // One and a half in three, mean excess 2: twice that is e^-2 of a half.
        tail.learn(2);
        assertThat(tail.surprise(4)).isCloseTo(Math.log10(2) + 2 / Math.log(10), within(1e-3));
    }

    @Test
    void aSeasonHasAtLeastTwoSteps() {
        assertThatThrownBy(() -> new AnomalyDetector(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 100)
    void scoresLieBetweenNoughtAndOne(@ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int season) {
        var detector = new AnomalyDetector(season);
        for (var value : Series.wild(seed, 300)) {
            var anomaly = detector.next(value);
            assertThat(anomaly.score()).isBetween(0.0, 1.0);
            assertThat(anomaly.lower()).isFinite().isLessThanOrEqualTo(anomaly.upper());
            assertThat(anomaly.upper()).isFinite();
            assertThat(anomaly.anomalous() && anomaly.ongoing() && anomaly.score() < 0.5)
                    .isFalse();
        }
    }

    @Property(tries = 50)
    void neitherUnitNorZeroPointMakesADifference(
            @ForAll long seed,
            @ForAll @IntRange(min = -20, max = 20) int exponent,
            @ForAll @IntRange(min = -1000, max = 1000) int shift) {
        var values = Series.counts(seed, 400);
        var other = Series.of(400, i -> Math.scalb(values[i] + shift, exponent));
        assertThat(scores(other)).isEqualTo(scores(values));
    }

    private static List<Double> scores(double[] values) {
        var detector = new AnomalyDetector(24);
        return Arrays.stream(values)
                .mapToObj(value -> detector.next(value).score())
                .toList();
    }

    private static double[] noisy(long seed) {
        var noise = Series.normal(seed, DAYS);
        return Series.of(DAYS, i -> Series.day(i) + 5 * noise[i]);
    }

    private static double[] withLast(double[] values, double last) {
        var longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = last;
        return longer;
    }

    private static AnomalyDetector after(double[] values) {
        var detector = new AnomalyDetector(24);
        for (var value : values) {
            detector.next(value);
        }
        return detector;
    }
}
