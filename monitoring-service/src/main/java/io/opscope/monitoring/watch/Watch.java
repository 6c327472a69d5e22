package io.opscope.monitoring.watch;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.AskConfig;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.watch.Probe.Outcome;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at sources, each on a thread of its own and never twice at once, and remembers what it saw. */
@ApplicationScoped
class Watch {

    private final Engines engines;
    private final Lines lines;
    private final ProbeStore store;
    private final WatchConfig config;
    private final AskConfig waits;
    private final SourceThreads threads;
    private final Clock clock = Clock.systemUTC();
    private final String prober = UUID.randomUUID().toString();
    private final ConcurrentMap<SourceKey, Watched> watched = new ConcurrentHashMap<>();
    private final Set<SourceKey> underWay = ConcurrentHashMap.newKeySet();

    Watch(Engines engines, Lines lines, ProbeStore store, WatchConfig config, AskConfig waits, SourceThreads threads) {
        this.engines = engines;
        this.lines = lines;
        this.store = store;
        this.config = config;
        this.waits = waits;
        this.threads = threads;
    }

    /** Starts a look at a source unless one is still going on. */
    void look(Source source) {
        if (!underWay.add(source.key())) {
            return;
        }
        try {
            threads.execute(() -> {
                var probe = lookNow(source);
                if (probe != null) {
                    keep(source, probe);
                }
            });
        } catch (RejectedExecutionException e) {
            underWay.remove(source.key());
            Log.warnf("No thread was free to look at source %s", source.id());
        }
    }

    /** What has been seen of a source; nothing, for one that has not been looked at. */
    Watched.Sight sight(Source source) {
        var seen = watched.get(source.key());
        return seen == null ? Watched.Sight.NOTHING : seen.sight();
    }

    boolean knows(Source source) {
        return watched.containsKey(source.key());
    }

    /** Takes over what was seen of a source before this process started. */
    void recall(Source source) {
        var earlier = store.since(source.key(), clock.instant().minus(config.window()));
        watched.computeIfAbsent(source.key(), key -> {
            var seen = new Watched(config.window());
            seen.recall(earlier);
            return seen;
        });
    }

    /** Forgets the sources that are no longer under watch. */
    void keepOnly(List<Source> sources) {
        watched.keySet().retainAll(sources.stream().map(Source::key).toList());
    }

    private @Nullable Probe lookNow(Source source) {
        try {
            return probe(source);
        } catch (RuntimeException e) {
            Log.errorf(e, "Looking at source %s failed in an unforeseen way", source.id());
            return null;
        } finally {
            // Freed before the probe is written down: our own tables being slow must not hold up the next look.
            underWay.remove(source.key());
        }
    }

    private @Nullable Probe probe(Source source) {
        var engine = engines.find(source);
        return engine.isEmpty() ? null : probe(engine.get(), source);
    }

    private Probe probe(Engine engine, Source source) {
        var start = System.nanoTime();
        try (var line = lines.open(engine, source, waits.timeout(), waits.timeout())) {
            var vitals = engine.vitals(line);
            var took = (double) TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) / 1000;
            var probe = new Probe(clock.instant(), Outcome.ANSWERED, took, null);
            watched(source).answered(probe, vitals);
            watched(source).sized(size(engine, line));
            return probe;
        } catch (SourceFailure e) {
            var probe = new Probe(clock.instant(), outcome(e), null, e.reason());
            watched(source).failed(probe);
            return probe;
        }
    }

    private static Reading<Long> size(Engine engine, RemoteLine line) {
        try {
            return engine.databaseSizeBytes(line);
        } catch (SourceFailure e) {
            return Reading.missing(new Unavailable("databaseSizeBytes", e.reason(), e.remedy()));
        }
    }

    private static Outcome outcome(SourceFailure failure) {
        return switch (failure.kind()) {
            case REFUSED -> Outcome.REFUSED;
            case TIMED_OUT -> Outcome.TIMED_OUT;
            case FAILED, LOST -> Outcome.FAILED;
        };
    }

    private void keep(Source source, Probe probe) {
        try {
            store.keep(source.key(), prober, probe);
        } catch (SqlFailedException e) {
            Log.warnf("A probe of source %s is kept in memory only: %s", source.id(), e.state());
        }
    }

    private Watched watched(Source source) {
        return watched.computeIfAbsent(source.key(), key -> new Watched(config.window()));
    }
}
