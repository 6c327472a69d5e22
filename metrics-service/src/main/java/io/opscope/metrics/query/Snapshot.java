package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.query.RollupCells.Part;
import io.opscope.metrics.rollup.DimensionValues;
import io.opscope.metrics.rollup.Editions;
import io.opscope.metrics.rollup.Journal;
import io.opscope.metrics.rollup.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data as one asker sees it at one moment. Everyone's figures come from the rollups, the coarsest tier that fits in
 * the middle of the range and finer ones at its edges; one user's, and what no declared set covers, from the records.
 * Both give the same cells.
 */
public final class Snapshot {

    private final Tx tx;
    private final Scope scope;
    private final Editions editions;
    private final QueryConfig config;
    private final RecordCells records;
    private final RollupCells rollups;

    Snapshot(
            Tx tx,
            Scope scope,
            Editions editions,
            Policies policies,
            DimensionValues values,
            Journal journal,
            QueryConfig config) {
        this.tx = tx;
        this.scope = scope;
        this.editions = editions;
        this.config = config;
        this.records = new RecordCells(tx, scope, editions, values, config);
        this.rollups = new RollupCells(tx, scope, policies, config, records, journal);
    }

    /** The answer; a combination without records has no cell. */
    public List<Cell> cells(Question question) {
        var visible = Visible.to(scope, question.user());
        if (visible.nothing()) {
            return List.of();
        }
        var standing = editions.known(scope, question.family());
        var sets = visible.user() == null && records.amongOthers(question).isEmpty()
                ? Coverage.of(question, standing)
                : List.<DimensionSet>of();
        if (sets.isEmpty()) {
            return records.of(question, visible.user());
        }
        return editions.isCurrent(scope, question.family())
                ? rollups.of(question, sets.get(0), standing)
                : rollups.asFarAsRecords(question, sets.get(0), standing);
    }

    /**
     * The answers to the same question by each of several dimensions, in their order. Where all are counted they are
     * looked up together, which takes little more than one of them by itself.
     */
    public List<List<Cell>> cellsByEach(Question question, List<String> dimensions) {
        var visible = Visible.to(scope, question.user());
        var parts = dimensions.stream()
                .map(question::by)
                .flatMap(one -> counting(one, visible).map(set -> new Part(one, set)).stream())
                .toList();
        // conditions are on other places in each set
        var areAlike = parts.size() == dimensions.size() && question.where().isEmpty() && !visible.nothing();
        return areAlike
                ? rollups.ofEach(parts, editions.known(scope, question.family()))
                : dimensions.stream()
                        .map(dimension -> cells(question.by(dimension)))
                        .toList();
    }

    /** Whether the answer is made of what is counted, so that its cost does not grow with the records. */
    public boolean isCounted(Question question) {
        return counting(question, Visible.to(scope, question.user())).isPresent();
    }

    /**
     * Whether the records are found by a value that counts as other: then reading them costs as much as this value has,
     * and too many are refused by themselves.
     */
    public boolean isAmongOthers(Question question) {
        return records.amongOthers(question).isPresent();
    }

    /** The answer out of the records that are whole, whatever the rollups could say. */
    List<Cell> ofRecords(Question question, @Nullable String user) {
        return records.of(question, user);
    }

    /**
     * The answer for exactly the question's range, whatever its edges: what no tier can tell of them is read from the
     * records, unless there are too many or not all of them any more; then the range is moved outward to whole buckets,
     * or to what is left of it.
     */
    public Stretch exactly(Question question, Horizon horizon) {
        var range = question.range();
        var visible = Visible.to(scope, question.user());
        if (visible.nothing()) {
            return new Stretch(range, true, List.of());
        }
        var kept = horizon.isKept(range);
        var since = editions.known(scope, question.family()).recordsSince();
        if (counting(question, visible).isEmpty()) {
            var left = range.notBefore(since).orElse(range);
            var read = records.of(question.over(left), visible.user(), left.until());
            return new Stretch(left, kept && horizon.recordsSince(range) == null, read);
        }
        var outward = horizon.outward(range);
        if (outward.isEmpty()) {
            return new Stretch(range, false, List.of());
        }
        var outer = outward.get();
        var inner = horizon.inward(range);
        var edges = edges(range, inner);
        var areThere = edges.stream().allMatch(edge -> horizon.recordsSince(edge) == null);
        var atTheEdges = edges.stream()
                .flatMap(edge -> horizon.outward(edge).stream())
                .mapToLong(edge -> records(question, edge))
                .sum();
        if (!areThere || atTheEdges > config.recordsPerEdge()) {
            return new Stretch(outer, false, cells(question.over(outer)));
        }
        var cells = new ArrayList<Cell>();
        inner.ifPresent(whole -> cells.addAll(cells(question.over(whole))));
        edges.forEach(edge -> cells.addAll(records.of(question.over(edge), null, edge.until())));
        return new Stretch(range, kept, cells);
    }

    private static List<Range> edges(Range range, Optional<Range> inner) {
        if (inner.isEmpty()) {
            return List.of(range);
        }
        var edges = new ArrayList<Range>();
        if (range.from().isBefore(inner.get().from())) {
            edges.add(new Range(range.from(), inner.get().from()));
        }
        if (inner.get().until().isBefore(range.until())) {
            edges.add(new Range(inner.get().until(), range.until()));
        }
        return edges;
    }

    private long records(Question question, Range range) {
        return cells(Question.about(question.family(), range).measuring()).stream()
                .mapToLong(Cell::records)
                .sum();
    }

    /** The set that answers, unless the records have to. */
    private Optional<DimensionSet> counting(Question question, Visible visible) {
        var counted = visible.user() == null
                && editions.isCurrent(scope, question.family())
                && records.amongOthers(question).isEmpty();
        return counted
                ? Coverage.of(question, editions.known(scope, question.family())).stream()
                        .findFirst()
                : Optional.empty();
    }
}
