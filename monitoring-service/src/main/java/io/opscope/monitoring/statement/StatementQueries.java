package io.opscope.monitoring.statement;

import io.opscope.kit.auth.Scope;
import io.opscope.monitoring.Answer;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.advice.Advices;
import io.opscope.monitoring.engine.AskConfig;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.Question;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;

/** Which statements of a source take long. */
@ApplicationScoped
class StatementQueries {

    private static final int SLOWEST = 10;

    private final Roster roster;
    private final Lines lines;
    private final Advices advices;
    private final Question<StatementCost> question;

    StatementQueries(Roster roster, Lines lines, Advices advices, AskConfig config, SourceThreads threads) {
        this.roster = roster;
        this.advices = advices;
        this.lines = lines;
        this.question = new Question<>(config, threads, Clock.systemUTC());
    }

    /**
     * The slowest statements of a source whose mean time is at least {@code minMs}. The source is asked for its slowest
     * whatever the limit is: those over the limit are among them, and callers with other limits share one answer.
     *
     * @throws io.opscope.kit.problem.ProblemException when the caller's tenant has no such source
     */
    Answer<List<SlowQuery>> slowest(Scope scope, String id, long minMs) {
        var source = roster.find(scope, id).orElseThrow(() -> MonitoringProblem.unknownDataSource(id));
        return question.ask(source.key(), () -> lines.ask(source, (engine, line) -> engine.costliest(line, SLOWEST)))
                .answer(rows -> advised(
                        source,
                        rows.stream().filter(cost -> cost.meanMs() >= minMs).toList()));
    }

    private List<SlowQuery> advised(Source source, List<StatementCost> rows) {
        var advice = advices.on(source, rows);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> SlowQuery.of(rows.get(i), advice.get(i)))
                .toList();
    }
}
