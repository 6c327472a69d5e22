package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.problem.MetricsProblem;
import io.opscope.metrics.query.TierPlan.Segment;
import io.opscope.metrics.rollup.Journal;
import io.opscope.metrics.rollup.Policies;
import io.opscope.metrics.rollup.Standing;
import io.opscope.metrics.sketch.DistinctCount;
import io.opscope.metrics.sketch.Histogram;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cells that are made of what was counted: the coarsest tier that fits in the middle of the range and finer ones at its
 * edges.
 */
final class RollupCells {

    private static final Sql CELLS = Sql.file(RollupCells.class, "cells_of_rollups.sql");

    private final Tx tx;
    private final Scope scope;
    private final Policies policies;
    private final QueryConfig config;
    private final RecordCells records;
    private final Journal journal;

    RollupCells(Tx tx, Scope scope, Policies policies, QueryConfig config, RecordCells records, Journal journal) {
        this.tx = tx;
        this.scope = scope;
        this.policies = policies;
        this.config = config;
        this.records = records;
        this.journal = journal;
    }

    /** The answer; where some of the range may have been dropped, the records give it as long as they are there. */
    List<Cell> of(Question question, DimensionSet set, Standing standing) {
        var segments = TierPlan.of(question);
        var periods = policies.of(scope.tenant()).periods();
        var now = Instant.now();
        if (segments.stream().anyMatch(s -> s.from().isBefore(periods.completeSince(s.tier(), now)))) {
            // some of it may have been dropped; the records have it all, as long as they are there
            if (question.range().notBefore(standing.recordsSince()).equals(Optional.of(question.range()))) {
                return records.of(question, null);
            }
            throw MetricsProblem.notKept(question.range().from());
        }
        var found = counted(question, set, segments);
        var measure = question.extremes().map(question.family()::measure);
        return measure.isPresent() && found.stream().anyMatch(cell -> cell.isStale(measure.get()))
                ? withoutWhatWasTakenBack(question, found, measure.get(), standing)
                : found.stream().map(CountedCell::cell).toList();
    }

    /** Made of the records as far back as they are whole, and before that of what was counted, which stays as it is. */
    List<Cell> asFarAsRecords(Question question, DimensionSet set, Standing standing) {
        var since = standing.recordsSince();
        var range = question.range();
        if (since == null || !range.from().isBefore(since)) {
            return records.of(question, null);
        }
        var until = range.until().isBefore(since) ? range.until() : since;
        var gone = question.over(new Range(range.from(), until));
        var cells = new ArrayList<Cell>();
        counted(gone, set, TierPlan.of(gone)).forEach(found -> cells.add(found.cell()));
        if (since.isBefore(range.until())) {
            cells.addAll(records.of(question.over(new Range(since, range.until())), null));
        }
        return cells;
    }

    private List<CountedCell> counted(Question question, DimensionSet set, List<Segment> segments) {
        var unfolded = journal.unfolded(tx, scope.tenant(), question.family());
        return new UnfoldedCells(question, set, segments).addedTo(folded(question, set, segments), unfolded);
    }

    /** What the rollup rows alone say. */
    private List<CountedCell> folded(Question question, DimensionSet set, List<Segment> segments) {
        return CellRows.ask(CELLS.on(tx), scope, question, dimension -> set.dimensions()
                        .indexOf(dimension))
                .set("set", set.id())
                .set("sketches", question.sketched().isPresent())
                .setArray(
                        "tiers",
                        "smallint",
                        segments.stream().map(s -> s.tier().code()).toList())
                .setArray(
                        "froms",
                        "timestamptz",
                        segments.stream().map(Segment::from).toList())
                .setArray(
                        "untils",
                        "timestamptz",
                        segments.stream().map(Segment::until).toList())
                .list(row -> new CountedCell(CellRows.cell(question, row, RollupCells::merged), row.flag("stale")));
    }

    /**
     * An extreme was taken back, which a rollup notices and cannot undo. The records know the true ones; where not all
     * of them are kept any more, or there are too many, the ends of the histogram are close.
     */
    private List<Cell> withoutWhatWasTakenBack(
            Question question, List<CountedCell> found, int measure, Standing standing) {
        var counted = found.stream().mapToLong(each -> each.cell().records()).sum();
        if (counted <= config.recordsPerQuestion()) {
            var read = records.of(question, null);
            if (read.stream().mapToLong(Cell::records).sum() == counted) {
                return read;
            }
        }
        var spread = question.withDistribution(
                question.family().measures().get(measure).name());
        var spreads = Coverage.of(spread, standing).stream()
                .findFirst()
                .map(set -> of(spread.withoutExtremes(), set, standing))
                .orElse(List.of());
        return found.stream()
                .map(each -> each.isStale(measure) ? atTheEnds(each.cell(), measure, spreads) : each.cell())
                .toList();
    }

    private static Cell atTheEnds(Cell cell, int measure, List<Cell> spreads) {
        var least = cell.mins().get(measure);
        var greatest = cell.maxs().get(measure);
        var values = spreads.stream()
                .filter(cell::isAbout)
                .map(spread -> spread.sketches().values())
                .filter(histogram -> histogram.count() > 0)
                .findFirst();
        if (values.isEmpty() || least == null || greatest == null) {
            return cell.with(cell.mins(), cell.maxs(), Extremes.BOUNDS);
        }
        // what was taken back may be gone from here, but nothing lies beyond it
        var low = BigDecimal.valueOf(values.get().min()).max(least);
        var high = BigDecimal.valueOf(values.get().max()).min(greatest);
        return cell.with(
                CellRows.with(measure, cell.mins(), low),
                CellRows.with(measure, cell.maxs(), high),
                Extremes.WITHIN_HISTOGRAM);
    }

    private static Sketches merged(Row row) {
        var sketches = Sketches.none();
        row.<byte[]>array("hists").forEach(bytes -> sketches.values().add(Histogram.of(bytes)));
        row.<byte[]>array("uniques").forEach(bytes -> sketches.users().merge(DistinctCount.of(bytes)));
        return sketches;
    }
}
