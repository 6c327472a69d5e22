package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.problem.MetricsProblem;
import io.opscope.metrics.query.TierPlan.Segment;
import io.opscope.metrics.rollup.DimensionValues;
import io.opscope.metrics.rollup.Editions;
import io.opscope.metrics.rollup.Policies;
import io.opscope.metrics.rollup.Standing;
import io.opscope.metrics.sketch.DistinctCount;
import io.opscope.metrics.sketch.Histogram;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data as one asker sees it at one moment. Everyone's figures come from the rollups, the coarsest tier that fits in
 * the middle of the range and finer ones at its edges; one user's, and what no declared set covers, from the records.
 * Both give the same cells.
 */
public final class Snapshot {

    private static final Sql FROM_ROLLUPS = Sql.file(Snapshot.class, "cells_of_rollups.sql");
    private static final Sql FROM_RECORDS = Sql.file(Snapshot.class, "cells_of_records.sql");

    private final Tx tx;
    private final Scope scope;
    private final Editions editions;
    private final Policies policies;
    private final DimensionValues values;
    private final QueryConfig config;

    Snapshot(Tx tx, Scope scope, Editions editions, Policies policies, DimensionValues values, QueryConfig config) {
        this.tx = tx;
        this.scope = scope;
        this.editions = editions;
        this.policies = policies;
        this.values = values;
        this.config = config;
    }

    /** The answer; a combination without records has no cell. */
    public List<Cell> cells(Question question) {
        var visible = Visible.to(scope, question.user());
        if (visible.nothing()) {
            return List.of();
        }
        var standing = editions.known(scope, question.family());
        var sets = visible.user() == null && isCountedApart(question)
                ? covering(question, standing)
                : List.<DimensionSet>of();
        if (sets.isEmpty()) {
            return ofRecords(question, visible.user());
        }
        return editions.isCurrent(scope, question.family())
                ? ofRollups(question, sets.get(0), standing)
                : asFarAsRecords(question, sets.get(0), standing);
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
            var read = ofRecords(question.over(left), visible.user(), left.until());
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
        edges.forEach(edge -> cells.addAll(ofRecords(question.over(edge), null, edge.until())));
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
        return cells(Question.about(question.family(), range)).stream()
                .mapToLong(Cell::records)
                .sum();
    }

    /** The set that answers, unless the records have to. */
    private Optional<DimensionSet> counting(Question question, Visible visible) {
        var counted =
                visible.user() == null && editions.isCurrent(scope, question.family()) && isCountedApart(question);
        return counted
                ? covering(question, editions.known(scope, question.family())).stream()
                        .findFirst()
                : Optional.empty();
    }

    /** Rollups know nothing by itself of a value that came in after a dimension had as many as it may have. */
    private boolean isCountedApart(Question question) {
        return question.where().entrySet().stream()
                .allMatch(
                        where -> values.isCountedApart(tx, scope, question.family(), where.getKey(), where.getValue()));
    }

    /** The declared sets that tell apart everything the question needs, the smallest first. */
    static List<DimensionSet> covering(Question question) {
        var needed = new HashSet<>(question.by());
        needed.addAll(question.where().keySet());
        return question.family().sets().stream()
                .filter(set -> set.dimensions().containsAll(needed))
                .filter(set -> question.sketched().isEmpty()
                        || keeps(set, question.sketched().get()))
                .sorted(Comparator.comparingInt(
                                (DimensionSet set) -> set.dimensions().size())
                        .thenComparingInt(DimensionSet::id))
                .toList();
    }

    /** Of these sets the ones that were counted all the time the question is about. */
    static List<DimensionSet> covering(Question question, Standing standing) {
        return covering(question).stream()
                .filter(set -> {
                    var since = standing.since(set);
                    return since == null || !question.range().from().isBefore(since);
                })
                .toList();
    }

    private static boolean keeps(DimensionSet set, String sketched) {
        return sketched.isEmpty() ? set.distinct() : sketched.equals(set.hist());
    }

    private List<Cell> ofRollups(Question question, DimensionSet set, Standing standing) {
        var segments = TierPlan.of(question);
        var periods = policies.of(scope.tenant()).periods();
        var now = Instant.now();
        if (segments.stream().anyMatch(s -> s.from().isBefore(periods.completeSince(s.tier(), now)))) {
            // some of it may have been dropped; the records have it all, as long as they are there
            if (question.range().notBefore(standing.recordsSince()).equals(Optional.of(question.range()))) {
                return ofRecords(question, null);
            }
            throw MetricsProblem.notKept(question.range().from());
        }
        var found = counted(question, set, segments);
        var measure = question.extremes().map(question.family()::measure);
        return measure.isPresent() && found.stream().anyMatch(cell -> cell.isStale(measure.get()))
                ? withoutWhatWasTakenBack(question, found, measure.get(), standing)
                : found.stream().map(Found::cell).toList();
    }

    /** Made of the records as far back as they are whole, and before that of what was counted, which stays as it is. */
    private List<Cell> asFarAsRecords(Question question, DimensionSet set, Standing standing) {
        var since = standing.recordsSince();
        var range = question.range();
        if (since == null || !range.from().isBefore(since)) {
            return ofRecords(question, null);
        }
        var until = range.until().isBefore(since) ? range.until() : since;
        var gone = question.over(new Range(range.from(), until));
        var cells = new ArrayList<Cell>();
        counted(gone, set, TierPlan.of(gone)).forEach(found -> cells.add(found.cell()));
        if (since.isBefore(range.until())) {
            cells.addAll(ofRecords(question.over(new Range(since, range.until())), null));
        }
        return cells;
    }

    private List<Found> counted(Question question, DimensionSet set, List<Segment> segments) {
        return dimensions(FROM_ROLLUPS.on(tx), question, dimension -> set.dimensions()
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
                .list(row -> new Found(cell(question, row, Snapshot::merged), row.flag("stale")));
    }

    /**
     * An extreme was taken back, which a rollup notices and cannot undo. The records know the true ones; where not all
     * of them are kept any more, or there are too many, the ends of the histogram are close.
     */
    private List<Cell> withoutWhatWasTakenBack(Question question, List<Found> found, int measure, Standing standing) {
        var counted = found.stream().mapToLong(each -> each.cell().records()).sum();
        if (counted <= config.recordsPerQuestion()) {
            var read = ofRecords(question, null);
            if (read.stream().mapToLong(Cell::records).sum() == counted) {
                return read;
            }
        }
        var spread = question.withDistribution(
                question.family().measures().get(measure).name());
        var spreads = covering(spread, standing).stream()
                .findFirst()
                .map(set -> ofRollups(spread.withoutExtremes(), set, standing))
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
        return cell.with(with(measure, cell.mins(), low), with(measure, cell.maxs(), high), Extremes.WITHIN_HISTOGRAM);
    }

    private static List<@Nullable BigDecimal> with(
            int place, List<@Nullable BigDecimal> all, @Nullable BigDecimal value) {
        var changed = new ArrayList<@Nullable BigDecimal>(all);
        changed.set(place, value);
        return changed;
    }

    /** The answer out of the records that are whole, whatever the rollups could say. */
    List<Cell> ofRecords(Question question, @Nullable String user) {
        return ofRecords(question, user, question.countedUntil());
    }

    private List<Cell> ofRecords(Question question, @Nullable String user, Instant until) {
        var family = question.family();
        var measure = question.sketched().filter(name -> !name.isEmpty());
        var range = question.range().notBefore(editions.known(scope, family).recordsSince());
        if (range.isEmpty()) {
            return List.of();
        }
        return named(dimensions(FROM_RECORDS.on(tx), question, family::dimension), question)
                .set("from", range.get().from())
                .set("until", until)
                .set("user", user)
                .set("owner", family.ownerPlace())
                .set("ownerName", family.owner())
                .set("hist", measure.map(name -> family.measure(name) + 1).orElse(0))
                .set("sketches", question.sketched().isPresent())
                .list(row -> cell(question, row, Snapshot::sketched));
    }

    /** @param place where a dimension stands in the array at hand, from 0 */
    private Statement dimensions(Statement statement, Question question, ToIntFunction<String> place) {
        statement
                .set("tenant", scope.tenant())
                .set("family", question.family().id())
                .set("measures", question.family().measures().size())
                .set(
                        "extreme",
                        question.extremes()
                                .map(name -> question.family().measure(name) + 1)
                                .orElse(0))
                .set("step", question.step().sql())
                .set(
                        "zone",
                        question.zone().normalized().equals(ZoneOffset.UTC)
                                ? "UTC"
                                : question.zone().getId());
        var where = question.where().entrySet().stream().toList();
        for (int i = 0; i < Question.MOST_DIMENSIONS; i++) {
            var isBy = i < question.by().size();
            var isWhere = i < where.size();
            statement
                    .set("by" + (i + 1), isBy ? place.applyAsInt(question.by().get(i)) + 1 : 0)
                    .set(
                            "where" + (i + 1),
                            isWhere ? place.applyAsInt(where.get(i).getKey()) + 1 : 0)
                    .set("is" + (i + 1), isWhere ? where.get(i).getValue() : "");
        }
        return statement;
    }

    /** A record that is counted among the others has its own value still; it is found by the dimension's name. */
    private static Statement named(Statement statement, Question question) {
        var where = question.where().entrySet().stream().toList();
        for (int i = 0; i < Question.MOST_DIMENSIONS; i++) {
            statement.set("name" + (i + 1), i < where.size() ? where.get(i).getKey() : "");
        }
        return statement;
    }

    private static Cell cell(Question question, Row row, Function<Row, Sketches> sketches) {
        var measures = question.family().measures().size();
        return new Cell(
                row.maybeInstant("bucket").orElse(null),
                Outcome.of(row.integer("outcome")),
                row.text("currency"),
                values(row),
                row.integer("records"),
                row.<Long>array("counts").subList(0, measures),
                row.<BigDecimal>array("sums").subList(0, measures),
                extremes(question, row, "least"),
                extremes(question, row, "greatest"),
                Extremes.EXACT,
                question.sketched().isPresent() ? sketches.apply(row) : Sketches.none());
    }

    /** Of the measure asked for; nobody has looked for the others'. */
    private static List<@Nullable BigDecimal> extremes(Question question, Row row, String column) {
        if (question.extremes().isEmpty()) {
            return List.of();
        }
        var place = question.family().measure(question.extremes().get());
        var none = Collections.<@Nullable BigDecimal>nCopies(
                question.family().measures().size(), null);
        return row.<Long>array("counts").get(place) == 0
                ? none
                : with(place, none, row.maybeDecimal(column).orElse(null));
    }

    private static List<String> values(Row row) {
        return Stream.of("value1", "value2", "value3")
                .flatMap(column -> row.maybeText(column).stream())
                .toList();
    }

    private static Sketches merged(Row row) {
        var sketches = Sketches.none();
        row.<byte[]>array("hists").forEach(bytes -> sketches.values().add(Histogram.of(bytes)));
        row.<byte[]>array("uniques").forEach(bytes -> sketches.users().merge(DistinctCount.of(bytes)));
        return sketches;
    }

    private static Sketches sketched(Row row) {
        var sketches = Sketches.none();
        row.<BigDecimal>maybeArray("numbers")
                .ifPresent(
                        numbers -> numbers.forEach(number -> sketches.values().add(number.doubleValue())));
        row.<String>array("users").forEach(sketches.users()::add);
        return sketches;
    }

    /** @param stale whether the extremes asked for may be too wide */
    private record Found(Cell cell, boolean stale) {

        boolean isStale(int measure) {
            return stale && cell.counts().get(measure) > 0;
        }
    }
}
