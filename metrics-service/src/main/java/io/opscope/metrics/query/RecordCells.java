package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.problem.MetricsProblem;
import io.opscope.metrics.rollup.DimensionValues;
import io.opscope.metrics.rollup.Editions;
import io.opscope.metrics.rollup.OtherValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cells that are made of the records themselves: one user's, and what no declared set covers. */
final class RecordCells {

    private static final Sql CELLS = Sql.file(RecordCells.class, "cells_of_records.sql");

    private final Tx tx;
    private final Scope scope;
    private final Editions editions;
    private final DimensionValues values;
    private final QueryConfig config;

    RecordCells(Tx tx, Scope scope, Editions editions, DimensionValues values, QueryConfig config) {
        this.tx = tx;
        this.scope = scope;
        this.editions = editions;
        this.values = values;
        this.config = config;
    }

    /** The first value that a question names which counts as other: the question is about records that have it alone. */
    Optional<OtherValues.Value> amongOthers(Question question) {
        return question.where().entrySet().stream()
                .filter(where -> !values.isCountedApart(tx, scope, question.family(), where.getKey(), where.getValue()))
                .map(where -> new OtherValues.Value(where.getKey(), where.getValue()))
                .findFirst();
    }

    /** The answer out of the records that are whole, whatever the rollups could say. */
    List<Cell> of(Question question, @Nullable String user) {
        return of(question, user, question.countedUntil());
    }

    /** The same up to a moment, be it within a bucket. */
    List<Cell> of(Question question, @Nullable String user, Instant until) {
        var family = question.family();
        var measure = question.sketched().filter(name -> !name.isEmpty());
        var range = question.range().notBefore(editions.known(scope, family).recordsSince());
        if (range.isEmpty()) {
            return List.of();
        }
        // one user's records are found by the user, unless these are the ones of the accounts that the user owns
        var other =
                user == null || family.ownerPlace() > 0 ? amongOthers(question) : Optional.<OtherValues.Value>empty();
        other.ifPresent(value -> refuseTooMany(family, value, range.get().from(), until));
        return named(CellRows.ask(CELLS.on(tx), scope, question, family::dimension), question)
                .set("from", range.get().from())
                .set("until", until)
                .set("user", user)
                .set("owner", family.ownerPlace())
                .set("ownerName", family.owner())
                .set("otherDimension", other.map(OtherValues.Value::dimension).orElse(null))
                .set("otherValue", other.map(OtherValues.Value::text).orElse(null))
                .set("hist", measure.map(name -> family.measure(name) + 1).orElse(0))
                .set("uniques", question.wantsDistinct())
                .list(row -> CellRows.cell(question, row, RecordCells::sketched));
    }

    private void refuseTooMany(Family family, OtherValues.Value value, Instant from, Instant until) {
        var limit = config.recordsPerQuestion();
        if (OtherValues.count(tx, scope.tenant(), family, value, from, until, limit + 1) > limit) {
            throw MetricsProblem.tooManyOfValue(value.dimension(), value.text(), limit);
        }
    }

    /** A record that is counted among the others has its own value still; it is found by the dimension's name. */
    private static Statement named(Statement statement, Question question) {
        var where = question.where().entrySet().stream().toList();
        for (int i = 0; i < Question.MOST_DIMENSIONS; i++) {
            statement
                    .set("by" + (i + 1), CellRows.by(question, i, question.family()::dimension))
                    .set("name" + (i + 1), i < where.size() ? where.get(i).getKey() : "");
        }
        return statement;
    }

    private static Sketches sketched(Row row) {
        var sketches = Sketches.none();
        row.<BigDecimal>maybeArray("numbers")
                .ifPresent(
                        numbers -> numbers.forEach(number -> sketches.values().add(number.doubleValue())));
        row.<String>maybeArray("users").ifPresent(users -> users.forEach(sketches.users()::add));
        return sketches;
    }
}
