package io.opscope.metrics.query;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.sql.Database;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Measure;
import io.opscope.metrics.rollup.DimensionValues;
import io.opscope.metrics.rollup.Editions;
import io.opscope.metrics.rollup.Journal;
import io.opscope.metrics.rollup.Policies;
import io.opscope.metrics.rollup.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers questions with cells, from rollups where they can and from the records where they must. */
@ApplicationScoped
public class CellQueries {

    private final Database database;
    private final Editions editions;
    private final DimensionValues values;
    private final Policies policies;
    private final Journal journal;
    private final QueryConfig config;

    CellQueries(
            Database database,
            Editions editions,
            DimensionValues values,
            Policies policies,
            Journal journal,
            QueryConfig config) {
        this.database = database;
        this.editions = editions;
        this.values = values;
        this.policies = policies;
        this.journal = journal;
        this.config = config;
    }

    /**
     * How far back questions about a family can look.
     *
     * @param user whose records alone are asked for
     */
    public Horizon horizon(Scope scope, Family family, Optional<String> user, Instant now) {
        return new Horizon(
                now,
                policies.of(scope.tenant()).periods(),
                editions.known(scope, family).recordsSince(),
                Visible.to(scope, user).user() != null);
    }

    /** How far back questions about everybody's records can look, or the asker's own where they see no others. */
    public Horizon horizon(Scope scope, Family family, Instant now) {
        return horizon(scope, family, Optional.empty(), now);
    }

    /**
     * The same question about that part of its range that can be answered as a whole: what no declared set covers is
     * read from the records, which may be gone, and a set or a measure that came after they were is not known of before.
     *
     * @param measure that values are wanted of
     */
    public Question answerable(Scope scope, Question question, Optional<Measure> measure) {
        var standing = editions.known(scope, question.family());
        var since = standing.recordsSince();
        if (Visible.to(scope, question.user()).user() == null) {
            for (var set : Coverage.of(question)) {
                since = Standing.earlier(since, standing.since(set));
            }
        }
        var from = Standing.later(since, measure.map(standing::since).orElse(null));
        var left = question.range().notBefore(from);
        return question.over(left.orElseThrow(() -> CommonProblem.badParameter(
                "until",
                question.range().until(),
                "a time after " + from + ", before which nothing is kept of what is asked for")));
    }

    /** Asks any number of questions of the data as it stands at one moment, so that their answers add up. */
    public <T> T atOneMoment(Scope scope, Function<Snapshot, T> questions) {
        return database.readSnapshot(
                scope, tx -> questions.apply(new Snapshot(tx, scope, editions, policies, values, journal, config)));
    }

    /** Asks one question. */
    public List<Cell> ask(Scope scope, Question question) {
        return atOneMoment(scope, now -> now.cells(question));
    }
}
