package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.rollup.Tier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The data as one asker sees it at one moment. Everyone's figures come from the rollups, whole days from the day tier
 * and the edges from the hour tier; one user's, and what no declared set covers, from the records. Both give the same
 * cells.
 */
public final class Snapshot {

    private static final Sql FROM_ROLLUPS = Sql.file(Snapshot.class, "cells_of_rollups.sql");
    private static final Sql FROM_RECORDS = Sql.file(Snapshot.class, "cells_of_records.sql");

    private final Tx tx;
    private final Scope scope;

    Snapshot(Tx tx, Scope scope) {
        this.tx = tx;
        this.scope = scope;
    }

    /** The answer; a combination without records has no cell. */
    public List<Cell> cells(Question question) {
        var visible = Visible.to(scope, question.user());
        if (visible.nothing()) {
            return List.of();
        }
        var set = visible.user() == null ? covering(question) : Optional.<DimensionSet>empty();
        return set.isPresent() ? ofRollups(question, set.get()) : ofRecords(question, visible.user());
    }

    /** The smallest declared set that tells apart everything the question needs. */
    private static Optional<DimensionSet> covering(Question question) {
        var needed = new HashSet<>(question.by());
        needed.addAll(question.where().keySet());
        return question.family().sets().stream()
                .filter(set -> set.dimensions().containsAll(needed))
                .min(Comparator.comparingInt(
                                (DimensionSet set) -> set.dimensions().size())
                        .thenComparingInt(DimensionSet::id));
    }

    private List<Cell> ofRollups(Question question, DimensionSet set) {
        var parts = Parts.of(question.range(), mayUseDays(question));
        var found = dimensions(FROM_ROLLUPS.on(tx), question, dimension -> set.dimensions()
                        .indexOf(dimension))
                .set("set", set.id())
                .set("leftFrom", parts.leftFrom())
                .set("daysFrom", parts.daysFrom())
                .set("daysUntil", parts.daysUntil())
                .set("rightUntil", parts.rightUntil())
                .list(row -> new Found(cell(question, row), row.flag("stale")));
        if (question.extremes() && found.stream().anyMatch(Found::isStale)) {
            return ofRecords(question, null);
        }
        return found.stream().map(Found::cell).toList();
    }

    /** The answer out of the records, whatever the rollups could say. */
    List<Cell> ofRecords(Question question, @Nullable String user) {
        return dimensions(FROM_RECORDS.on(tx), question, dimension -> question.family()
                        .dimension(dimension))
                .set("from", question.range().from())
                .set("until", question.range().countedUntil())
                .set("user", user)
                .list(row -> cell(question, row));
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

    private static Cell cell(Question question, Row row) {
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
                question.extremes() ? row.<@Nullable BigDecimal>array("maxs").subList(0, measures) : List.of());
    }

    private static boolean mayUseDays(Question question) {
        return switch (question.step()) {
            case NONE -> true;
            case HOUR -> false;
            case DAY, WEEK, MONTH -> question.zone().normalized().equals(ZoneOffset.UTC);
        };
    }

    private record Found(Cell cell, boolean isStale) {}

    /**
     * A range taken apart for the tiers: hours up to the first whole day, whole days, hours from there on. Where there
     * are no whole days, the days are an empty range at the right edge.
     */
    record Parts(Instant leftFrom, Instant daysFrom, Instant daysUntil, Instant rightUntil) {

        /** @param mayUseDays false when the buckets asked for are not made of UTC days */
        static Parts of(Range range, boolean mayUseDays) {
            var until = range.countedUntil();
            var daysFrom = Range.ceil(range.from(), Tier.DAY);
            var daysUntil = Tier.DAY.bucket(until);
            if (!mayUseDays || !daysFrom.isBefore(daysUntil)) {
                return new Parts(range.from(), until, until, until);
            }
            return new Parts(range.from(), daysFrom, daysUntil, until);
        }
    }
}
