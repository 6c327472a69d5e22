package io.opscope.metrics.rollup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one rollup row has counted: records, and per measure how many had it, their sum and extremes. Records can be
 * added and taken back in any order and in any slot; sums are exact. Taking back what may be an extreme makes the
 * extremes stale for good: they are then bounds, and the records themselves have to be asked.
 */
final class Tally {

    private long records;
    private final List<PerMeasure> measures = new ArrayList<>();
    private boolean stale;

    /** A row as it is stored; arrays may be shorter than what is added later. */
    static Tally stored(
            long records,
            List<Long> counts,
            List<BigDecimal> sums,
            List<@Nullable BigDecimal> mins,
            List<@Nullable BigDecimal> maxs,
            boolean stale) {
        var tally = new Tally();
        tally.records = records;
        tally.stale = stale;
        for (int i = 0; i < counts.size(); i++) {
            var measure = tally.measure(i);
            measure.count = counts.get(i);
            measure.sum = sums.get(i);
            measure.min = mins.get(i);
            measure.max = maxs.get(i);
        }
        return tally;
    }

    void add(List<@Nullable BigDecimal> values) {
        records++;
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            var measure = measure(i);
            if (value != null) {
                measure.count++;
                measure.sum = measure.sum.add(value);
                measure.widen(value, value);
            }
        }
    }

    void takeBack(List<@Nullable BigDecimal> values) {
        records--;
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            var measure = measure(i);
            if (value != null) {
                measure.count--;
                measure.sum = measure.sum.subtract(value);
                measure.takenMin = lesser(measure.takenMin, value);
                measure.takenMax = greater(measure.takenMax, value);
            }
        }
    }

    /** Adds what another tally has counted, or taken back, since this one was stored. */
    void merge(Tally difference) {
        records += difference.records;
        for (int i = 0; i < difference.measures.size(); i++) {
            var mine = measure(i);
            var theirs = difference.measures.get(i);
            mine.count += theirs.count;
            mine.sum = mine.sum.add(theirs.sum);
            if (theirs.min != null && theirs.max != null) {
                mine.widen(theirs.min, theirs.max);
            }
            stale |= mine.reaches(theirs.takenMin, theirs.takenMax);
            if (mine.count == 0) {
                mine.min = null;
                mine.max = null;
            }
        }
    }

    /** Whether nothing would change if this were merged. */
    boolean isNothing() {
        return records == 0
                && measures.stream()
                        .allMatch(m -> m.count == 0
                                && m.sum.signum() == 0
                                && m.min == null
                                && m.max == null
                                && m.takenMin == null);
    }

    long records() {
        return records;
    }

    boolean isStale() {
        return stale;
    }

    List<Long> counts() {
        return measures.stream().map(m -> m.count).toList();
    }

    List<BigDecimal> sums() {
        return measures.stream().map(m -> m.sum).toList();
    }

    List<@Nullable BigDecimal> mins() {
        return measures.stream().<@Nullable BigDecimal>map(m -> m.min).toList();
    }

    List<@Nullable BigDecimal> maxs() {
        return measures.stream().<@Nullable BigDecimal>map(m -> m.max).toList();
    }

    private PerMeasure measure(int index) {
        while (measures.size() <= index) {
            measures.add(new PerMeasure());
        }
        return measures.get(index);
    }

    private static BigDecimal lesser(@Nullable BigDecimal one, BigDecimal other) {
        return one == null ? other : one.min(other);
    }

    private static BigDecimal greater(@Nullable BigDecimal one, BigDecimal other) {
        return one == null ? other : one.max(other);
    }

    private static final class PerMeasure {

        private long count;
        private BigDecimal sum = BigDecimal.ZERO;
        private @Nullable BigDecimal min;
        private @Nullable BigDecimal max;
        private @Nullable BigDecimal takenMin;
        private @Nullable BigDecimal takenMax;

        void widen(BigDecimal low, BigDecimal high) {
            min = lesser(min, low);
            max = greater(max, high);
        }

        /**
         * Whether a value that was taken back was, or may have been, an extreme. One that was counted in another slot
         * may be an extreme there, which cannot be seen here.
         */
        boolean reaches(@Nullable BigDecimal low, @Nullable BigDecimal high) {
            if (low == null || high == null) {
                return false;
            }
            return min == null || max == null || low.compareTo(min) <= 0 || high.compareTo(max) >= 0;
        }
    }
}
