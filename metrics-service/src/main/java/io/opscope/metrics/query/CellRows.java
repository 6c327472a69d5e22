package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Statement;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a question is put to the rollups or to the records, and how the rows that come back become cells. */
final class CellRows {

    private CellRows() {}

    /**
     * Sets what both statements have in common.
     *
     * @param place where a dimension stands in the array at hand, from 0
     */
    static Statement ask(Statement statement, Scope scope, Question question, ToIntFunction<String> place) {
        var measured = question.measured();
        statement
                .set("tenant", scope.tenant())
                .set("family", question.family().id())
                .set("measures", measured.size())
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
        for (int i = 0; i < Family.MOST_MEASURES; i++) {
            statement.set("measure" + (i + 1), i < measured.size() ? measured.get(i) + 1 : 0);
        }
        for (int i = 0; i < Question.MOST_DIMENSIONS; i++) {
            var isWhere = i < where.size();
            statement
                    .set(
                            "where" + (i + 1),
                            isWhere ? place.applyAsInt(where.get(i).getKey()) + 1 : 0)
                    .set("is" + (i + 1), isWhere ? where.get(i).getValue() : "");
        }
        return statement;
    }

    /**
     * Where one of the dimensions stands that are told apart, from 1; 0 when there are not as many.
     *
     * @param number which of them, from 0
     * @param place where a dimension stands in the array at hand, from 0
     */
    static int by(Question question, int number, ToIntFunction<String> place) {
        return number < question.by().size() ? place.applyAsInt(question.by().get(number)) + 1 : 0;
    }

    static Cell cell(Question question, Row row, Function<Row, Sketches> sketches) {
        var counts = inPlace(question, row.<@Nullable Long>array("counts"));
        return new Cell(
                // of two midnights in one night the server means the later one
                row.maybeInstant("bucket")
                        .map(start -> question.step().start(start, question.zone()))
                        .orElse(null),
                Outcome.of(row.integer("outcome")),
                row.text("currency"),
                values(row),
                row.integer("records"),
                counts,
                inPlace(question, row.<@Nullable BigDecimal>array("sums")),
                extremes(question, counts, row, "least"),
                extremes(question, counts, row, "greatest"),
                Extremes.EXACT,
                question.sketched().isPresent() ? sketches.apply(row) : Sketches.none());
    }

    /** Of the measures asked for, which come first, each where the family has it. */
    private static <T> List<@Nullable T> inPlace(Question question, List<@Nullable T> asked) {
        var all = new ArrayList<@Nullable T>(
                Collections.nCopies(question.family().measures().size(), null));
        for (int i = 0; i < question.measured().size(); i++) {
            all.set(question.measured().get(i), asked.get(i));
        }
        return all;
    }

    /** Of the measure asked for; nobody has looked for the others'. */
    private static List<@Nullable BigDecimal> extremes(
            Question question, List<@Nullable Long> counts, Row row, String column) {
        if (question.extremes().isEmpty()) {
            return List.of();
        }
        var place = question.family().measure(question.extremes().get());
        var none = Collections.<@Nullable BigDecimal>nCopies(
                question.family().measures().size(), null);
        return Objects.equals(counts.get(place), 0L)
                ? none
                : with(place, none, row.maybeDecimal(column).orElse(null));
    }

    private static List<String> values(Row row) {
        return Stream.of("value1", "value2", "value3")
                .flatMap(column -> row.maybeText(column).stream())
                .toList();
    }

    /** The same values, another in one place. */
    static List<@Nullable BigDecimal> with(int place, List<@Nullable BigDecimal> all, @Nullable BigDecimal value) {
        var changed = new ArrayList<@Nullable BigDecimal>(all);
        changed.set(place, value);
        return changed;
    }
}
