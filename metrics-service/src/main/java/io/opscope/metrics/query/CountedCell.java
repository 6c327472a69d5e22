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
        return isStale && cell.count(measure) > 0;
    }

    /** Nothing, to begin with; {@link #plus} makes something of it. */
    static CountedCell empty(Question question, CellKey key) {
        var none = Collections.<@Nullable BigDecimal>nCopies(
                question.family().measures().size(), null);
        var counts = new ArrayList<@Nullable Long>(Collections.<@Nullable Long>nCopies(none.size(), null));
        var sums = new ArrayList<@Nullable BigDecimal>(none);
        question.measured().forEach(measure -> {
            counts.set(measure, 0L);
            sums.set(measure, BigDecimal.ZERO);
        });
        var extremes = question.extremes().isEmpty() ? List.<@Nullable BigDecimal>of() : none;
        return new CountedCell(
                new Cell(
                        key.bucket(),
                        key.outcome(),
                        key.currency(),
                        key.dims(),
                        0,
                        counts,
                        sums,
                        extremes,
                        extremes,
                        Extremes.EXACT,
                        Sketches.none()),
                false);
    }

    /** This and what a batch has changed of it. */
    CountedCell plus(Question question, Tally tally) {
        var counts = new ArrayList<@Nullable Long>(cell.counts());
        var sums = new ArrayList<@Nullable BigDecimal>(cell.sums());
        question.measured().forEach(measure -> {
            counts.set(measure, cell.count(measure) + tally.count(measure));
            sums.set(measure, cell.sum(measure).add(tally.sum(measure)));
        });
        if (question.wantsDistribution()) {
            tally.addTo(cell.sketches().values());
        }
        if (question.wantsDistinct()) {
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

    /** The same; where all values were taken back there is no least or greatest of them any more. */
    CountedCell withoutExtremesOfNone(Question question) {
        var measure = question.extremes().map(question.family()::measure);
        if (measure.isEmpty() || cell.count(measure.get()) != 0) {
            return this;
        }
        var mins = CellRows.with(measure.get(), cell.mins(), null);
        var maxs = CellRows.with(measure.get(), cell.maxs(), null);
        return new CountedCell(cell.with(mins, maxs, cell.extremes()), isStale);
    }

    private static @Nullable BigDecimal lesser(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : other == null ? one : one.min(other);
    }

    private static @Nullable BigDecimal greater(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : other == null ? one : one.max(other);
    }
}
