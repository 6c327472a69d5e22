package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.rollup.Editions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cells that are made of the records themselves: one user's, and what no declared set covers. */
final class RecordCells {

    private static final Sql CELLS = Sql.file(RecordCells.class, "cells_of_records.sql");

    private final Tx tx;
    private final Scope scope;
    private final Editions editions;

    RecordCells(Tx tx, Scope scope, Editions editions) {
        this.tx = tx;
        this.scope = scope;
        this.editions = editions;
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
        return named(CellRows.ask(CELLS.on(tx), scope, question, family::dimension), question)
                .set("from", range.get().from())
                .set("until", until)
                .set("user", user)
                .set("owner", family.ownerPlace())
                .set("ownerName", family.owner())
                .set("hist", measure.map(name -> family.measure(name) + 1).orElse(0))
                .set("uniques", question.wantsDistinct())
                .list(row -> CellRows.cell(question, row, RecordCells::sketched));
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
