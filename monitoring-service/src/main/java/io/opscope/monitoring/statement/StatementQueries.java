package io.opscope.monitoring.statement;

import io.opscope.kit.auth.Scope;
import io.opscope.monitoring.Answer;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.engine.AskConfig;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Question;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.source.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Which statements of a source take long. */
@ApplicationScoped
class StatementQueries {

    private static final int SLOWEST = 10;

    private final Roster roster;
    private final Engines engines;
    private final AskConfig config;
    private final Question<StatementCost> question;

    StatementQueries(Roster roster, Engines engines, AskConfig config, SourceThreads threads) {
        this.roster = roster;
        this.engines = engines;
        this.config = config;
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
        var engine = engines.of(source);
        var target = engines.target(source, config.timeout());
        return question.ask(source.id(), () -> engine.costliest(target, SLOWEST))
                .answer(rows -> rows.stream()
                        .filter(cost -> cost.meanMs() >= minMs)
                        .map(SlowQuery::of)
                        .toList());
    }
}
