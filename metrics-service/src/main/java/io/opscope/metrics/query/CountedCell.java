package io.opscope.metrics.query;

import io.opscope.metrics.rollup.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell as it was counted.
 *
 * @param isStale whether the extremes asked for may be too wide
 */
record CountedCell(Cell cell, boolean isStale) {

    /** Whether the extremes of this measure may be too wide. */
    boolean isStale(int measure) {
        return isStale && cell.counts().get(measure) > 0;
    }

    /** Nothing, to begin with; {@link #plus} makes something of it. */
    static CountedCell empty(Question question, CellKey key) {
        var measures = question.family().measures().size();
        return new CountedCell(
                new Cell(
                        key.bucket(),
                        key.outcome(),
                        key.currency(),
                        key.dims(),
                        0,
                        Collections.nCopies(measures, 0L),
                        Collections.nCopies(measures, BigDecimal.ZERO),
                        noExtremes(question, measures),
                        noExtremes(question, measures),
                        Extremes.EXACT,
                        Sketches.none()),
                false);
    }

    private static List<@Nullable BigDecimal> noExtremes(Question question, int measures) {
        return question.extremes().isEmpty() ? List.of() : Collections.<@Nullable BigDecimal>nCopies(measures, null);
    }

    /** This and what a batch has changed of it. */
    CountedCell plus(Question question, Tally tally) {
        var counts = new ArrayList<>(cell.counts());
        var sums = new ArrayList<>(cell.sums());
        for (int i = 0; i < tally.counts().size(); i++) {
            counts.set(i, counts.get(i) + tally.counts().get(i));
            sums.set(i, sums.get(i).add(tally.sums().get(i)));
        }
        if (question.sketched().isPresent()) {
            tally.addTo(cell.sketches().values());
            tally.addTo(cell.sketches().users());
        }
        var mins = cell.mins();
        var maxs = cell.maxs();
        var stale = isStale;
        if (question.extremes().isPresent()) {
            var measure = question.family().measure(question.extremes().get());
            stale |= tally.mayTakeExtreme(measure, mins.get(measure), maxs.get(measure));
            mins = CellRows.with(measure, mins, lesser(mins.get(measure), tally.min(measure)));
            maxs = CellRows.with(measure, maxs, greater(maxs.get(measure), tally.max(measure)));
        }
        return new CountedCell(
                new Cell(
                        cell.bucket(),
                        cell.outcome(),
                        cell.currency(),
                        cell.dims(),
                        cell.records() + tally.records(),
                        counts,
                        sums,
                        mins,
                        maxs,
                        cell.extremes(),
                        cell.sketches()),
                stale);
    }

    private static @Nullable BigDecimal lesser(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : other == null ? one : one.min(other);
    }

    private static @Nullable BigDecimal greater(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : other == null ? one : one.max(other);
    }
}
