package io.opscope.metrics.query;

import io.opscope.metrics.query.RollupCells.Part;
import io.opscope.metrics.query.TierPlan.Segment;
import io.opscope.metrics.rollup.Change;
import io.opscope.metrics.rollup.Counted;
import io.opscope.metrics.rollup.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds to the cells of the rollup rows what the journal has and they do not say yet. */
final class UnfoldedCells {

    private final Question question;
    private final Range range;
    private final int histogram;

    /** @param segments which are whole buckets, one after the other */
    UnfoldedCells(Part part, List<Segment> segments) {
        this.question = part.question();
        this.range = new Range(
                segments.get(0).from(), segments.get(segments.size() - 1).until());
        this.histogram = question.family().histogram(part.set());
    }

    /** Both together, in order; a combination of which no record is left has no cell. */
    List<CountedCell> addedTo(List<CountedCell> folded, List<List<Change>> batches) {
        var cells = new TreeMap<CellKey, CountedCell>();
        folded.forEach(counted -> cells.put(CellKey.of(counted.cell()), counted));
        for (var batch : batches) {
            changed(batch)
                    .forEach((key, tally) -> cells.compute(
                            key, (ignored, counted) -> (counted == null ? CountedCell.empty(question, key) : counted)
                                    .plus(question, tally)));
        }
        return cells.values().stream()
                .filter(counted -> counted.cell().records() > 0)
                .map(counted -> counted.withoutExtremesOfNone(question))
                .toList();
    }

    private Map<CellKey, Tally> changed(List<Change> batch) {
        var tallies = new HashMap<CellKey, Tally>();
        for (var change : batch) {
            var before = change.before();
            if (before != null && isAsked(before)) {
                tally(tallies, before).takeBack(before, histogram);
            }
            var after = change.after();
            if (after != null && isAsked(after)) {
                tally(tallies, after).add(after, histogram, question.wantsDistinct());
            }
        }
        return tallies;
    }

    private Tally tally(Map<CellKey, Tally> tallies, Counted counted) {
        return tallies.computeIfAbsent(key(counted), ignored -> new Tally());
    }

    private boolean isAsked(Counted counted) {
        return !counted.at().isBefore(range.from())
                && counted.at().isBefore(range.until())
                && question.where().entrySet().stream()
                        .allMatch(where -> value(counted, where.getKey()).equals(where.getValue()));
    }

    private CellKey key(Counted counted) {
        return new CellKey(
                question.step() == Step.NONE ? null : question.step().start(counted.at(), question.zone()),
                counted.outcome(),
                counted.currency(),
                question.by().stream()
                        .map(dimension -> value(counted, dimension))
                        .toList());
    }

    private String value(Counted counted, String dimension) {
        return counted.dims().get(question.family().dimension(dimension));
    }
}
