package io.opscope.monitoring.activity;

import io.opscope.kit.auth.Scope;
import io.opscope.monitoring.Answer;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.engine.AskConfig;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.Question;
import io.opscope.monitoring.engine.RunningStatement;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.source.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** What runs in a source now. */
@ApplicationScoped
class ActivityQueries {

    private static final int NEWEST = 20;

    private final Roster roster;
    private final Lines lines;
    private final Question<RunningStatement> question;

    ActivityQueries(Roster roster, Lines lines, AskConfig config, SourceThreads threads) {
        this.roster = roster;
        this.lines = lines;
        this.question = new Question<>(config, threads, Clock.systemUTC());
    }

    /**
     * The newest statements of a source; empty and with the reason when the source does not answer.
     *
     * @throws io.opscope.kit.problem.ProblemException when the caller's tenant has no such source
     */
    Answer<List<ActiveQuery>> newest(Scope scope, String id) {
        var source = roster.find(scope, id).orElseThrow(() -> MonitoringProblem.unknownDataSource(id));
        return question.ask(source.key(), () -> lines.ask(source, (engine, line) -> engine.running(line, NEWEST)))
                .answer(rows -> rows.stream().map(ActiveQuery::of).toList());
    }
}
