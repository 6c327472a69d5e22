package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.metrics.rollup.DimensionValues;
import io.opscope.metrics.rollup.Editions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** Answers questions with cells, from rollups where they can and from the records where they must. */
@ApplicationScoped
public class CellQueries {

    private final Database database;
    private final Editions editions;
    private final DimensionValues values;
    private final QueryConfig config;

    CellQueries(Database database, Editions editions, DimensionValues values, QueryConfig config) {
        this.database = database;
        this.editions = editions;
        this.values = values;
        this.config = config;
    }

    /** Asks any number of questions of the data as it stands at one moment, so that their answers add up. */
    public <T> T atOneMoment(Scope scope, Function<Snapshot, T> questions) {
        return database.readSnapshot(scope, tx -> questions.apply(new Snapshot(tx, scope, editions, values, config)));
    }

    /** Asks one question. */
    public List<Cell> ask(Scope scope, Question question) {
        return atOneMoment(scope, now -> now.cells(question));
    }

    /** Whether an answer can be made of what is counted, so that its cost does not grow with the records. */
    public boolean isCounted(Scope scope, Question question) {
        return Visible.to(scope, question.user()).user() == null
                && editions.isCurrent(scope, question.family())
                && Snapshot.covering(question).isPresent();
    }
}
