package io.opscope.metrics.query;

import io.opscope.metrics.query.RollupCells.Part;
import io.opscope.metrics.query.TierPlan.Segment;
import io.opscope.metrics.rollup.RollupKey;
import io.opscope.metrics.rollup.Tally;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Adds to the cells of the rollup rows what the journal has and they do not say yet. */
final class UnfoldedCells {

    private final Part part;
    private final Question question;
    private final List<Segment> segments;

    UnfoldedCells(Part part, List<Segment> segments) {
        this.part = part;
        this.question = part.question();
        this.segments = segments;
    }

    /** Both together; a combination of which no record is left has no cell. */
    List<CountedCell> addedTo(List<CountedCell> folded, List<SortedMap<RollupKey, Tally>> batches) {
        var cells = new LinkedHashMap<CellKey, CountedCell>();
        folded.forEach(counted -> cells.put(CellKey.of(counted.cell()), counted));
        batches.forEach(batch -> batch.forEach((row, tally) -> {
            if (isAsked(row)) {
                cells.compute(key(row), (key, counted) -> (counted == null ? CountedCell.empty(question, key) : counted)
                        .plus(question, tally));
            }
        }));
        return ordered(cells, folded.size()).stream()
                .filter(counted -> counted.cell().records() > 0)
                .toList();
    }

    private static Collection<CountedCell> ordered(Map<CellKey, CountedCell> cells, int folded) {
        return cells.size() == folded
                ? cells.values()
                : cells.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList();
    }

    private boolean isAsked(RollupKey row) {
        return row.set() == part.set().id()
                && segments.stream()
                        .anyMatch(segment -> segment.tier() == row.tier()
                                && !row.bucket().isBefore(segment.from())
                                && row.bucket().isBefore(segment.until()))
                && question.where().entrySet().stream()
                        .allMatch(where -> value(row, where.getKey()).equals(where.getValue()));
    }

    private CellKey key(RollupKey row) {
        var bucket = question.step() == Step.NONE ? null : question.step().start(row.bucket(), question.zone());
        var values =
                question.by().stream().map(dimension -> value(row, dimension)).toList();
        return new CellKey(bucket, row.outcome(), row.currency(), values);
    }

    private String value(RollupKey row, String dimension) {
        return row.dims().get(part.place(dimension));
    }
}
