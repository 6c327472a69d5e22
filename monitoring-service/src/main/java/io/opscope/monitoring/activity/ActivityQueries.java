package io.opscope.monitoring.activity;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Answer;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.AskConfig;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.LockWait;
import io.opscope.monitoring.engine.Question;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.source.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What runs in a source now. */
@ApplicationScoped
class ActivityQueries {

    private static final int NEWEST = 20;

    /** Of a thousand that wait for the same, a hundred tell as much. */
    private static final int WAITERS = 100;

    private final Roster roster;
    private final Lines lines;
    private final Question<ActiveQuery> question;

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
        return question.ask(source, () -> lines.ask(source, ActivityQueries::shown))
                .answer(rows -> rows);
    }

    /** What runs is told even where it cannot be told who waits for whom. */
    private static Reading<List<ActiveQuery>> shown(Engine engine, RemoteLine line) {
        var running = engine.running(line, NEWEST);
        var rows = running.value();
        if (rows == null) {
            return Reading.missing(running.unavailable().get(0));
        }
        var waits = waits(engine, line);
        var known = waits.value();
        var blockades = known == null ? Blockades.NONE : new Blockades(known);
        var missing = new ArrayList<>(running.unavailable());
        // who may not see others' sessions is told so once
        missing.addAll(missing.isEmpty() ? waits.unavailable() : List.of());
        return new Reading<>(
                rows.stream().map(row -> ActiveQuery.of(row, blockades)).toList(), List.copyOf(missing));
    }

    private static Reading<List<LockWait>> waits(Engine engine, RemoteLine line) {
        try {
            return engine.lockWaits().read(line, WAITERS);
        } catch (SourceFailure e) {
            return Reading.missing(new Unavailable("blockedBy", e.reason(), e.remedy()));
        }
    }
}
