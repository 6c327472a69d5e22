package io.opscope.monitoring.advice;

import io.opscope.kit.sql.DatabaseUnavailableException;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.kit.sql.remote.SearchPath;
import io.opscope.monitoring.advice.text.ServerText;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/**
 * Proposes indexes for statements of one PostgreSQL database, each of which its planner has tried before: on a connection of its own
 * that may only read, without running the statement, and within a budget.
 */
final class IndexAdvisor {

    private static final String NO_RIGHT = "42501";
    private static final Verdict TOO_LONG = Verdict.none("Trying indexes for it takes the planner too long");

    private final AdviceConfig config;

    IndexAdvisor(AdviceConfig config) {
        this.config = config;
    }

    /**
     * Tells what the planner says of statements, by their numbers and as it comes; of those that the budget was not enough for
     * it tells nothing.
     *
     * @throws SqlFailedException when the server does not answer, or not what it is asked; what was told before holds
     */
    void verdicts(RemoteLine line, Collection<String> fingerprints, BiConsumer<String, Verdict> told) {
        var tools = Tools.of(line);
        if (tools.statementsSchema().isEmpty()) {
            var lack = Verdict.lacking(Tools.LACK_OF_STATEMENTS);
            fingerprints.forEach(fingerprint -> told.accept(fingerprint, lack));
            return;
        }
        // while names are looked up among the server's own alone
        var hazards = Hazards.of(line);
        // the line is of this question alone, and is not set back
        SearchPath.set(line, SearchPath.behindOwn(tools.statementsSchema().get()));
        var statements = KnownStatement.of(line, fingerprints);
        var forgotten = new LinkedHashSet<>(fingerprints);
        statements.forEach(statement -> forgotten.remove(statement.fingerprint()));
        forgotten.forEach(
                fingerprint -> told.accept(fingerprint, Verdict.none("The server keeps the statement no more")));
        if (!tools.hypopgUsable()) {
            var lack = Verdict.lacking(tools.lackOfHypopg(line.server().database()));
            statements.forEach(statement -> told.accept(statement.fingerprint(), lack.with(statement.sample())));
            return;
        }
        var planner = new Planner(line, tools.hypopgSchema().orElseThrow(), config.statement(), config.budget());
        var isFirst = true;
        for (var statement : statements) {
            try {
                var verdict = verdict(planner, hazards, tools, statement);
                told.accept(statement.fingerprint(), verdict.with(statement.sample()));
            } catch (BudgetSpentException e) {
                if (isFirst) {
                    // it had the whole of it, and would have no more another time
                    told.accept(statement.fingerprint(), TOO_LONG.with(statement.sample()));
                }
                return;
            }
            isFirst = false;
        }
    }

    private Verdict verdict(Planner planner, Hazards hazards, Tools tools, KnownStatement statement) {
        if (!statement.isPlannable()) {
            return Verdict.none("The text that the server keeps of it is none that can be planned");
        }
        var text = statement.plannable();
        if (hazards.isIn(text)) {
            return Verdict.none(
                    "It may call functions that are not a superuser's, which planning it could run with our role's"
                            + " rights; so it is not planned");
        }
        try {
            return new IndexSearch(planner, config, text, statement.path()).verdict();
        } catch (DatabaseUnavailableException e) {
            if (!e.state().equals("57014")) {
                throw e;
            }
            return refused(tools, statement, e);
        } catch (SqlFailedException e) {
            return e.state().equals(NO_RIGHT)
                    ? asQuestion(text)
                            .flatMap(question -> tried(planner, question, statement.path()))
                            .orElseGet(() -> refused(tools, statement, e))
                    : refused(tools, statement, e);
        }
    }

    private Optional<Verdict> tried(Planner planner, String question, String path) {
        try {
            return Optional.of(new IndexSearch(planner, config, question, path).verdict());
        } catch (DatabaseUnavailableException e) {
            throw e;
        } catch (SqlFailedException e) {
            // then what is said of the statement itself is what is to be said
            return Optional.empty();
        }
    }

    /** The rows that a change looks for; who may not change them may be allowed to look for them. */
    private static Optional<String> asQuestion(String text) {
        return ServerText.parsed(text).flatMap(statement -> {
            if (statement instanceof Update update
                    && update.getWhere() != null
                    && update.getFromItem() == null
                    && none(update.getStartJoins())
                    && none(update.getWithItemsList())) {
                return Optional.of("SELECT 1 FROM " + update.getTable() + " WHERE " + update.getWhere());
            }
            if (statement instanceof Delete delete
                    && delete.getWhere() != null
                    && none(delete.getUsingFromItemList())
                    && none(delete.getJoins())
                    && none(delete.getWithItemsList())) {
                return Optional.of("SELECT 1 FROM " + delete.getTable() + " WHERE " + delete.getWhere());
            }
            return Optional.empty();
        });
    }

    private static boolean none(@Nullable List<?> parts) {
        return parts == null || parts.isEmpty();
    }

    private static Verdict refused(Tools tools, KnownStatement statement, SqlFailedException e) {
        return switch (e.state()) {
            case NO_RIGHT -> Verdict.lacking(tools.lackOfTables());
            case "42P01", "42703", "42883", "3F000" ->
                Verdict.none("Its tables are not where role " + statement.role() + " has names looked up ("
                        + statement.path() + ")");
            case "57014", "55P03" -> Verdict.none("It was not planned in time; another look is taken later");
            default ->
                Verdict.none("The server does not plan its text without the literals (SQLSTATE " + e.state() + ")");
        };
    }
}
