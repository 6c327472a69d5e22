package io.opscope.monitoring.advice;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.Dialect;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.advice.text.TextAdvice;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.engine.StatementCost;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Advice on statements that somebody looks at. It is kept per statement; a source is asked for what is missing, one request at
 * a time, and nobody waits for long: what is not there yet says so, and is there with a later request.
 */
@ApplicationScoped
public class Advices {

    private static final Verdict NOT_YET = Verdict.none("The planner is being asked", "Ask again in a few seconds");

    private static final Verdict NO_PLANNER = Verdict.none(
            "MySQL and MariaDB cannot plan with an index that is not there, and none is proposed unchecked");

    static final Dialect ASKED = Dialect.POSTGRESQL;

    /** A source that does not answer is asked again after this. */
    private static final Duration BREATH = Duration.ofSeconds(30);

    private final AdviceConfig config;
    private final Engines engines;
    private final Lines lines;
    private final SourceThreads threads;
    private final TextReader reader;
    private final IndexAdvisor advisor;
    private final Cache<Key, Kept> kept;
    private final ConcurrentMap<SourceKey, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

    Advices(AdviceConfig config, Engines engines, Lines lines, SourceThreads threads, TextReader reader) {
        this.config = config;
        this.engines = engines;
        this.lines = lines;
        this.threads = threads;
        this.reader = reader;
        this.advisor = new IndexAdvisor(config);
        this.kept = Caffeine.newBuilder()
                .maximumSize(config.statements())
                .expireAfterWrite(config.keep())
                .build();
    }

    /** Advice on statements of a source, in their order. */
    public List<Advice> on(Source source, List<StatementCost> statements) {
        if (engines.find(source).map(Engine::dialect).filter(ASKED::equals).isEmpty()) {
            var end = System.nanoTime() + config.patience().toNanos();
            return statements.stream()
                    .map(cost -> byText(cost, NO_PLANNER, end))
                    .toList();
        }
        var missing = statements.stream()
                .filter(cost -> isMissing(key(source, cost.fingerprint())))
                .toList();
        if (!missing.isEmpty()) {
            var look = underWay.computeIfAbsent(source.key(), key -> start(source, missing));
            await(look);
            if (look.isCancelled()) {
                underWay.remove(source.key(), look);
            }
        }
        var now = System.nanoTime();
        return statements.stream().map(cost -> advice(source, cost, now)).toList();
    }

    private Advice advice(Source source, StatementCost cost, long end) {
        var known = kept.getIfPresent(key(source, cost.fingerprint()));
        return known == null ? byText(cost, NOT_YET, end) : known.advice();
    }

    /** @param end the nanosecond until which the text's being read may be waited for */
    private Advice byText(StatementCost cost, Verdict verdict, long end) {
        var findings = reader.findings(cost.text(), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        return new Advice(findings.orElse(List.of()), findings.isPresent(), verdict.optimization(), verdict.lack());
    }

    private static Key key(Source source, String fingerprint) {
        return new Key(source.key(), source.edition(), fingerprint);
    }

    private boolean isMissing(Key key) {
        var known = kept.getIfPresent(key);
        return known == null || System.nanoTime() - known.until() >= 0;
    }

    private CompletableFuture<Boolean> start(Source source, List<StatementCost> statements) {
        var promise = new CompletableFuture<Boolean>();
        try {
            threads.execute(() -> {
                try {
                    look(source, statements);
                } catch (SourceFailure e) {
                    fail(source, statements, e.reason(), e.remedy());
                } catch (RuntimeException e) {
                    Log.errorf(e, "Looking for advice on source %s failed in an unforeseen way", source.id());
                    fail(source, statements, "The planner's answer was not understood", "Look into the service's log");
                } finally {
                    underWay.remove(source.key());
                    promise.complete(true);
                }
            });
        } catch (RejectedExecutionException e) {
            // all are waiting for sources; there is another request
            promise.cancel(false);
        }
        return promise;
    }

    private void look(Source source, List<StatementCost> statements) {
        var fingerprints =
                statements.stream().map(StatementCost::fingerprint).distinct().toList();
        var found = new HashMap<String, Verdict>();
        try {
            lines.ask(source, (engine, line) -> ask(engine, line, fingerprints, found));
        } finally {
            // a source that fails in the middle has told something before
            for (var cost : statements) {
                var verdict = found.get(cost.fingerprint());
                if (verdict != null) {
                    keep(source, cost, verdict, verdict.isPassing() ? config.recheck() : config.keep());
                }
            }
        }
    }

    private void fail(Source source, List<StatementCost> statements, String reason, String remedy) {
        statements.stream()
                .filter(cost -> isMissing(key(source, cost.fingerprint())))
                .forEach(cost -> keep(source, cost, Verdict.none(reason, remedy), BREATH));
    }

    private Map<String, Verdict> ask(
            Engine engine, RemoteLine line, Collection<String> fingerprints, Map<String, Verdict> found) {
        try {
            advisor.verdicts(line, fingerprints, found::put);
            return found;
        } catch (SqlFailedException e) {
            throw engine.failure(e);
        }
    }

    private void keep(Source source, StatementCost cost, Verdict verdict, Duration life) {
        kept.put(key(source, cost.fingerprint()), Kept.of(cost, verdict, life));
    }

    private void await(CompletableFuture<Boolean> look) {
        try {
            look.get(config.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            // then it comes with a later request
            Log.debugf("Advice is not there yet: %s", e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Key(SourceKey source, long edition, String fingerprint) {}

    /**
     * What is known of a statement; the sample that was seen of it, which has values of users, is not kept.
     *
     * @param until the nanosecond from which on it is looked for again
     */
    private record Kept(Advice advice, long until) {

        static Kept of(StatementCost cost, Verdict verdict, Duration life) {
            var findings = TextAdvice.on(cost.text(), verdict.sample());
            return new Kept(
                    new Advice(findings, true, verdict.optimization(), verdict.lack()),
                    System.nanoTime() + life.toNanos());
        }
    }
}
