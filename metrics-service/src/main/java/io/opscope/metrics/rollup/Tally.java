package io.opscope.metrics.rollup;

import io.opscope.metrics.sketch.DistinctCount;
import io.opscope.metrics.sketch.Histogram;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one rollup row has counted: records, and per measure how many had it, their sum and extremes; a histogram of one
 * measure and the distinct users, where the set declares them. Records can be added and taken back in any order and in
 * any row; sums and histograms are exact. Taking back what may be an extreme makes the measure's extremes stale for
 * good: they are then bounds. One difference adds a record or takes it back, never both. Distinct users are those that
 * were ever seen.
 */
public final class Tally {

    private long records;
    private final List<PerMeasure> measures = new ArrayList<>();
    private @Nullable Histogram hist;
    private @Nullable DistinctCount uniques;

    /** A row as it is stored; arrays may be shorter than what is added later. */
    static Tally stored(
            long records,
            List<Long> counts,
            List<BigDecimal> sums,
            List<@Nullable BigDecimal> mins,
            List<@Nullable BigDecimal> maxs,
            List<Boolean> stale,
            byte @Nullable [] hist,
            byte @Nullable [] uniques) {
        var tally = new Tally();
        tally.records = records;
        for (int i = 0; i < counts.size(); i++) {
            var measure = tally.measure(i);
            measure.count = counts.get(i);
            measure.sum = sums.get(i);
            measure.min = mins.get(i);
            measure.max = maxs.get(i);
            measure.stale = stale.get(i);
        }
        tally.hist = hist == null ? null : Histogram.of(hist);
        tally.uniques = uniques == null ? null : DistinctCount.of(uniques);
        return tally;
    }

    /** What of a stored row can be compared with a recount; without extremes and distinct users, which may have seen more. */
    static Tally comparable(long records, List<Long> counts, List<BigDecimal> sums, byte @Nullable [] hist) {
        var tally = new Tally();
        tally.records = records;
        for (int i = 0; i < counts.size(); i++) {
            var measure = tally.measure(i);
            measure.count = counts.get(i);
            measure.sum = sums.get(i);
        }
        tally.hist = hist == null ? null : Histogram.of(hist);
        return tally;
    }

    /** @param histMeasure place of the measure that a histogram is kept of, negative for none */
    public void add(Counted record, int histMeasure, boolean distinct) {
        records++;
        var values = record.measures();
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            var measure = measure(i);
            if (value != null) {
                measure.count++;
                measure.sum = measure.sum.add(value);
                measure.widen(value, value);
                if (i == histMeasure) {
                    hist().add(value.doubleValue());
                }
            }
        }
        if (distinct && record.userId() != null) {
            uniques().add(record.userId());
        }
    }

    /** @param histMeasure place of the measure that a histogram is kept of, negative for none */
    public void takeBack(Counted record, int histMeasure) {
        records--;
        var values = record.measures();
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            var measure = measure(i);
            if (value != null) {
                measure.count--;
                measure.sum = measure.sum.subtract(value);
                measure.takenMin = lesser(measure.takenMin, value);
                measure.takenMax = greater(measure.takenMax, value);
                if (i == histMeasure) {
                    hist().takeBack(value.doubleValue());
                }
            }
        }
    }

    /** Adds another difference to this one, before either meets what is stored. */
    void combine(Tally other) {
        add(other, PerMeasure::combine);
    }

    /** Adds what a difference has counted, or taken back, to this row as it is stored. */
    void merge(Tally difference) {
        add(difference, PerMeasure::merge);
    }

    private void add(Tally difference, BiConsumer<PerMeasure, PerMeasure> how) {
        records += difference.records;
        for (int i = 0; i < difference.measures.size(); i++) {
            how.accept(measure(i), difference.measures.get(i));
        }
        if (difference.hist != null) {
            hist().add(difference.hist);
        }
        if (difference.uniques != null) {
            uniques().merge(difference.uniques);
        }
    }

    /** Whether nothing would change if this were merged. */
    boolean isNothing() {
        return records == 0
                && uniques == null
                && measures.stream()
                        .allMatch(m -> m.count == 0
                                && m.sum.signum() == 0
                                && m.min == null
                                && m.max == null
                                && m.takenMin == null);
    }

    /** Whether the same records could have been counted in both; extremes and distinct users may have seen more. */
    boolean countsAs(Tally other) {
        if (records != other.records || !hasHistogramOf(other)) {
            return false;
        }
        for (int i = 0; i < Math.max(measures.size(), other.measures.size()); i++) {
            var mine = measure(i);
            var theirs = other.measure(i);
            if (mine.count != theirs.count || mine.sum.compareTo(theirs.sum) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean hasHistogramOf(Tally other) {
        return (hist == null && other.hist == null) || Arrays.equals(histogram(), other.histogram());
    }

    private byte[] histogram() {
        return (hist == null ? new Histogram() : hist).toBytes();
    }

    @Override
    public String toString() {
        return records + " records, values " + counts() + ", sums " + sums();
    }

    public long records() {
        return records;
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

    /** Per measure whether its extremes may be too wide. */
    List<Boolean> stale() {
        return measures.stream().map(m -> m.stale).toList();
    }

    /** How many records have a value of a measure. */
    public long count(int measure) {
        return measure < measures.size() ? measures.get(measure).count : 0;
    }

    /** The values of a measure together. */
    public BigDecimal sum(int measure) {
        return measure < measures.size() ? measures.get(measure).sum : BigDecimal.ZERO;
    }

    /** The least value of a measure that was added, if any was. */
    public @Nullable BigDecimal min(int measure) {
        return measure < measures.size() ? measures.get(measure).min : null;
    }

    /** The greatest value of a measure that was added, if any was. */
    public @Nullable BigDecimal max(int measure) {
        return measure < measures.size() ? measures.get(measure).max : null;
    }

    /**
     * Whether what was taken back of a measure was, or may have been, its least or greatest value where it was counted.
     *
     * @param least of all that was counted there before, null where nothing was
     */
    public boolean mayTakeExtreme(int measure, @Nullable BigDecimal least, @Nullable BigDecimal greatest) {
        if (measure >= measures.size()) {
            return false;
        }
        var before = new PerMeasure();
        before.min = least;
        before.max = greatest;
        before.merge(measures.get(measure));
        return before.stale;
    }

    /** Adds the values of the measure that a histogram is kept of to another one. */
    public void addTo(Histogram values) {
        if (hist != null) {
            values.add(hist);
        }
    }

    /** Adds the users to others. */
    public void addTo(DistinctCount users) {
        if (uniques != null) {
            users.merge(uniques);
        }
    }

    byte @Nullable [] histBytes() {
        return hist == null ? null : hist.toBytes();
    }

    byte @Nullable [] uniquesBytes() {
        return uniques == null ? null : uniques.toBytes();
    }

    private Histogram hist() {
        if (hist == null) {
            hist = new Histogram();
        }
        return hist;
    }

    private DistinctCount uniques() {
        if (uniques == null) {
            uniques = new DistinctCount();
        }
        return uniques;
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
        private boolean stale;

        void widen(BigDecimal low, BigDecimal high) {
            min = lesser(min, low);
            max = greater(max, high);
        }

        void combine(PerMeasure other) {
            count += other.count;
            sum = sum.add(other.sum);
            stale |= other.stale;
            if (other.min != null && other.max != null) {
                widen(other.min, other.max);
            }
            if (other.takenMin != null && other.takenMax != null) {
                takenMin = lesser(takenMin, other.takenMin);
                takenMax = greater(takenMax, other.takenMax);
            }
        }

        void merge(PerMeasure other) {
            combine(other);
            // with none left here others may be left that were counted here and taken back elsewhere: extremes stay
            stale |= wasLeast(other) || wasGreatest(other);
        }

        /**
         * Whether a value that was taken back was, or may have been, the least. One that was counted in another row may
         * be the least there, which cannot be seen here. It is no loss where the same change adds one that is no greater,
         * as a correction of anything else about a record does.
         */
        private boolean wasLeast(PerMeasure change) {
            var low = change.takenMin;
            return low != null
                    && (min == null || low.compareTo(min) <= 0)
                    && (change.min == null || change.min.compareTo(low) > 0);
        }

        /** As {@link #wasLeast} for the greatest. */
        private boolean wasGreatest(PerMeasure change) {
            var high = change.takenMax;
            return high != null
                    && (max == null || high.compareTo(max) >= 0)
                    && (change.max == null || change.max.compareTo(high) < 0);
        }
    }
}
