package io.opscope.monitoring.statement;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.Answer;
import io.opscope.monitoring.MonitoringProblem;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.advice.Advice;
import io.opscope.monitoring.advice.Advices;
import io.opscope.monitoring.engine.AskConfig;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.Question;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Which statements of a source take long. */
@ApplicationScoped
class StatementQueries {

    private static final int SLOWEST = 10;

    private static final Unavailable NO_WINDOW = new Unavailable(
            "data",
            "The source's counters have not been read twice yet, so these are all runs since they were last reset",
            "Ask again when the source has been watched for a few minutes");

    /** Readings that may be missing before an answer is said to be old. */
    private static final int MISSED = 5;

    private final Roster roster;
    private final Engines engines;
    private final Lines lines;
    private final StatementStore store;
    private final StatementConfig config;
    private final Advices advices;
    private final Question<StatementCost> question;
    private final Clock clock = Clock.systemUTC();

    StatementQueries(
            Roster roster,
            Engines engines,
            Lines lines,
            Advices advices,
            StatementStore store,
            StatementConfig config,
            AskConfig asking,
            SourceThreads threads) {
        this.roster = roster;
        this.engines = engines;
        this.advices = advices;
        this.lines = lines;
        this.store = store;
        this.config = config;
        this.question = new Question<>(asking, threads, clock);
    }

    /**
     * The statements of a source whose runs in the last so many minutes took {@code minMs} in the mean at least, slowest
     * first. Until the source has been read twice, and while our tables are away, it is asked itself, and tells of all runs
     * since it began to count; the answer says so.
     *
     * @throws io.opscope.kit.problem.ProblemException when the caller's tenant has no such source
     */
    Answer<List<SlowQuery>> slowest(Scope scope, String id, long minMs, Duration back) {
        var source = roster.find(scope, id).orElseThrow(() -> MonitoringProblem.unknownDataSource(id));
        var now = clock.instant();
        return window(scope, source, now.minus(back), minMs)
                .filter(window -> window.intervals() > 0)
                .map(window -> answer(source, window, now))
                .orElseGet(() -> sinceReset(source, minMs));
    }

    private Optional<Window> window(Scope scope, Source source, Instant floor, long minMs) {
        try {
            return store.window(scope, source.server(), floor, minMs, SLOWEST);
        } catch (SqlFailedException e) {
            Log.debugf("The tables do not tell of statements: %s", e.state());
            return Optional.empty();
        }
    }

    private Answer<List<SlowQuery>> answer(Source source, Window window, Instant now) {
        var missing = new ArrayList<>(window.lacks());
        var ended = window.ended();
        if (ended != null && ended.isBefore(now.minus(config.every().multipliedBy(MISSED)))) {
            missing.add(new Unavailable(
                    "data",
                    "The source has told nothing of its statements since " + ended.truncatedTo(ChronoUnit.SECONDS),
                    "Look at the source's status, and at what its test says"));
        }
        if (window.evictions() > 0) {
            engines.find(source)
                    .map(engine -> engine.statements().withoutRoom(window.evictions()))
                    .ifPresent(missing::add);
        }
        var rows = advised(source, window.slowest(), (cost, advice) -> SlowQuery.of(cost, window, advice));
        return Answer.of(rows, !missing.isEmpty(), ended, List.copyOf(missing), true);
    }

    /**
     * The source is asked for its slowest whatever the limit is: those over the limit are among them, and callers with other
     * limits share one answer.
     */
    private Answer<List<SlowQuery>> sinceReset(Source source, long minMs) {
        var answer = question.ask(source, () -> lines.ask(source, (engine, line) -> engine.costliest(line, SLOWEST)))
                .answer(rows -> advised(
                        source,
                        rows.stream()
                                .filter(cost -> cost.meanMs() >= minMs)
                                .map(cost -> cost.with(Literals.hidden(cost.text())))
                                .toList(),
                        SlowQuery::sinceReset));
        return answer.unavailable().isEmpty()
                ? Answer.of(answer.data(), true, answer.readAt(), List.of(NO_WINDOW), answer.kept())
                : answer;
    }

    private List<SlowQuery> advised(
            Source source, List<StatementCost> rows, BiFunction<StatementCost, Advice, SlowQuery> answer) {
        var advice = advices.on(source, rows);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> answer.apply(rows.get(i), advice.get(i)))
                .toList();
    }
}
