package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.problem.MetricsProblem;
import io.opscope.metrics.query.TierPlan.Segment;
import io.opscope.metrics.rollup.Change;
import io.opscope.metrics.rollup.Journal;
import io.opscope.metrics.rollup.Policies;
import io.opscope.metrics.rollup.Standing;
import io.opscope.metrics.sketch.DistinctCount;
import io.opscope.metrics.sketch.Histogram;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

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
    private final Map<Integer, List<List<Change>>> unfolded = new HashMap<>();

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
        return ofEach(List.of(new Part(question, set)), standing).get(0);
    }

    /** The answers to questions that differ in nothing but the dimensions they tell apart, in one look-up. */
    List<List<Cell>> ofEach(List<Part> parts, Standing standing) {
        var question = parts.get(0).question();
        var segments = TierPlan.of(question);
        var periods = policies.of(scope.tenant()).periods();
        var now = Instant.now();
        if (segments.stream().anyMatch(s -> s.from().isBefore(periods.completeSince(s.tier(), now)))) {
            // some of it may have been dropped; the records have it all, as long as they are there
            if (question.range().notBefore(standing.recordsSince()).equals(Optional.of(question.range()))) {
                return parts.stream()
                        .map(part -> records.of(part.question(), null))
                        .toList();
            }
            throw MetricsProblem.notKept(question.range().from());
        }
        var found = counted(parts, segments);
        return IntStream.range(0, parts.size())
                .mapToObj(i -> withTrueExtremes(parts.get(i).question(), found.get(i), standing))
                .toList();
    }

    /** Of what was taken back there is no record to look at. */
    private static Cell bounded(CountedCell found) {
        var cell = found.cell();
        return found.isStale() ? cell.with(cell.mins(), cell.maxs(), Extremes.BOUNDS) : cell;
    }

    private List<Cell> withTrueExtremes(Question question, List<CountedCell> found, Standing standing) {
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
        counted(List.of(new Part(gone, set)), TierPlan.of(gone)).get(0).forEach(found -> cells.add(bounded(found)));
        if (since.isBefore(range.until())) {
            cells.addAll(records.of(question.over(new Range(since, range.until())), null));
        }
        return cells;
    }

    /** What was counted, for each part in turn; the segments are those of all of them. */
    private List<List<CountedCell>> counted(List<Part> parts, List<Segment> segments) {
        var folded =
                parts.stream().<List<CountedCell>>map(part -> new ArrayList<>()).toList();
        for (var row : rows(parts, segments)) {
            folded.get(row.part()).add(row.counted());
        }
        var unfolded = unfolded(parts.get(0).question().family());
        return IntStream.range(0, parts.size())
                .mapToObj(i -> new UnfoldedCells(parts.get(i), segments).addedTo(folded.get(i), unfolded))
                .toList();
    }

    /** The same for all questions, which are of one moment. */
    private List<List<Change>> unfolded(Family family) {
        return unfolded.computeIfAbsent(family.id(), id -> journal.unfolded(tx, scope.tenant(), family));
    }

    private List<CountedOf> rows(List<Part> parts, List<Segment> segments) {
        var alike = parts.get(0);
        var statement = CellRows.ask(CELLS.on(tx), scope, alike.question(), alike::place)
                .set("several", parts.size() > 1)
                .set("dimensions", alike.question().by().size())
                .set("hists", alike.question().wantsDistribution())
                .set("uniques", alike.question().wantsDistinct());
        each(statement, "parts", "int", parts, segments, (part, segment) -> parts.indexOf(part));
        each(statement, "sets", "smallint", parts, segments, (part, segment) -> part.set()
                .id());
        for (int i = 0; i < Question.MOST_DIMENSIONS; i++) {
            var number = i;
            each(
                    statement,
                    "bys" + (i + 1),
                    "int",
                    parts,
                    segments,
                    (part, segment) -> CellRows.by(part.question(), number, part::place));
        }
        each(statement, "tiers", "smallint", parts, segments, (part, segment) -> segment.tier()
                .code());
        each(statement, "froms", "timestamptz", parts, segments, (part, segment) -> segment.from());
        each(statement, "untils", "timestamptz", parts, segments, (part, segment) -> segment.until());
        return statement.list(row -> {
            var part = Math.toIntExact(row.integer("part"));
            return new CountedOf(
                    part,
                    new CountedCell(
                            CellRows.cell(parts.get(part).question(), row, RollupCells::merged), row.flag("stale")));
        });
    }

    /** Sets a column of the table of all segments of all parts. */
    private static void each(
            Statement statement,
            String name,
            String type,
            List<Part> parts,
            List<Segment> segments,
            BiFunction<Part, Segment, Object> value) {
        statement.setArray(
                name,
                type,
                parts.stream()
                        .flatMap(part -> segments.stream().map(segment -> value.apply(part, segment)))
                        .toList());
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
                .map(set -> of(spread.withoutExtremes().measuring(), set, standing))
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
        row.<byte[]>maybeArray("hists")
                .ifPresent(hists -> hists.forEach(bytes -> sketches.values().add(Histogram.of(bytes))));
        row.<byte[]>maybeArray("uniques")
                .ifPresent(uniques -> uniques.forEach(bytes -> sketches.users().merge(DistinctCount.of(bytes))));
        return sketches;
    }

    /** @param part which of those that were asked together, from 0 */
    private record CountedOf(int part, CountedCell counted) {}

    /** A question and the declared set that answers it. */
    record Part(Question question, DimensionSet set) {

        /** Where a dimension stands in the set's rows, from 0. */
        int place(String dimension) {
            return set.dimensions().indexOf(dimension);
        }
    }
}
