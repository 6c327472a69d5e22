package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.query.TierPlan.Segment;
import io.opscope.metrics.rollup.DimensionValues;
import io.opscope.metrics.rollup.Editions;
import io.opscope.metrics.sketch.DistinctCount;
import io.opscope.metrics.sketch.Histogram;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
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
    private final DimensionValues values;

    Snapshot(Tx tx, Scope scope, Editions editions, DimensionValues values) {
        this.tx = tx;
        this.scope = scope;
        this.editions = editions;
        this.values = values;
    }

    /** The answer; a combination without records has no cell. */
    public List<Cell> cells(Question question) {
        var visible = Visible.to(scope, question.user());
        if (visible.nothing()) {
            return List.of();
        }
        var counted =
                visible.user() == null && editions.isCurrent(scope, question.family()) && isCountedApart(question);
        var set = counted ? covering(question) : Optional.<DimensionSet>empty();
        return set.isPresent() ? ofRollups(question, set.get()) : ofRecords(question, visible.user());
    }

    /** Rollups know nothing by itself of a value that came in after a dimension had as many as it may have. */
    private boolean isCountedApart(Question question) {
        return question.where().entrySet().stream()
                .allMatch(
                        where -> values.isCountedApart(tx, scope, question.family(), where.getKey(), where.getValue()));
    }

    /** The smallest declared set that tells apart everything the question needs. */
    static Optional<DimensionSet> covering(Question question) {
        var needed = new HashSet<>(question.by());
        needed.addAll(question.where().keySet());
        return question.family().sets().stream()
                .filter(set -> set.dimensions().containsAll(needed))
                .filter(set -> question.sketched().isEmpty()
                        || keeps(set, question.sketched().get()))
                .min(Comparator.comparingInt(
                                (DimensionSet set) -> set.dimensions().size())
                        .thenComparingInt(DimensionSet::id));
    }

    private static boolean keeps(DimensionSet set, String sketched) {
        return sketched.isEmpty() ? set.distinct() : sketched.equals(set.hist());
    }

    private List<Cell> ofRollups(Question question, DimensionSet set) {
        var segments = TierPlan.of(question);
        var found = dimensions(FROM_ROLLUPS.on(tx), question, dimension -> set.dimensions()
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
                .list(row -> new Found(cell(question, row, Snapshot::merged), row.<Boolean>array("stale")));
        if (question.extremes() && found.stream().anyMatch(Found::isStale)) {
            return ofRecords(question, null);
        }
        return found.stream().map(Found::cell).toList();
    }

    /** The answer out of the records, whatever the rollups could say. */
    List<Cell> ofRecords(Question question, @Nullable String user) {
        var family = question.family();
        var measure = question.sketched().filter(name -> !name.isEmpty());
        return named(dimensions(FROM_RECORDS.on(tx), question, family::dimension), question)
                .set("from", question.range().from())
                .set("until", question.countedUntil())
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
                row.<String>array("dims"),
                row.integer("records"),
                row.<Long>array("counts").subList(0, measures),
                row.<BigDecimal>array("sums").subList(0, measures),
                question.extremes() ? row.<@Nullable BigDecimal>array("mins").subList(0, measures) : List.of(),
                question.extremes() ? row.<@Nullable BigDecimal>array("maxs").subList(0, measures) : List.of(),
                question.sketched().isPresent() ? sketches.apply(row) : Sketches.none());
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

    private record Found(Cell cell, List<Boolean> stale) {

        boolean isStale() {
            return stale.contains(true);
        }
    }
}
