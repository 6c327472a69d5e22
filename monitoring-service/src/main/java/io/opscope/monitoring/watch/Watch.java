package io.opscope.monitoring.watch;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.AskConfig;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Reading;
import io.opscope.monitoring.engine.SourceFailure;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.source.Source;
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
    private final ProbeStore store;
    private final WatchConfig config;
    private final AskConfig waits;
    private final SourceThreads threads;
    private final Clock clock = Clock.systemUTC();
    private final String prober = UUID.randomUUID().toString();
    private final ConcurrentMap<String, Watched> watched = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Watch(Engines engines, ProbeStore store, WatchConfig config, AskConfig waits, SourceThreads threads) {
        this.engines = engines;
        this.store = store;
        this.config = config;
        this.waits = waits;
        this.threads = threads;
    }

    /** Starts a look at a source unless one is still going on. */
    void look(Source source) {
        if (!underWay.add(source.id())) {
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
            underWay.remove(source.id());
            Log.warnf("No thread was free to look at source %s", source.id());
        }
    }

    /** What has been seen of a source; nothing, for one that has not been looked at. */
    Watched.Sight sight(Source source) {
        var seen = watched.get(source.id());
        return seen == null ? Watched.Sight.NOTHING : seen.sight();
    }

    boolean knows(Source source) {
        return watched.containsKey(source.id());
    }

    /** Takes over what was seen of a source before this process started. */
    void recall(Source source) {
        var earlier = store.since(source.id(), clock.instant().minus(config.window()));
        watched.computeIfAbsent(source.id(), id -> {
            var seen = new Watched(config.window());
            seen.recall(earlier);
            return seen;
        });
    }

    /** Forgets the sources that are no longer under watch. */
    void keepOnly(List<Source> sources) {
        watched.keySet().retainAll(sources.stream().map(Source::id).toList());
    }

    private @Nullable Probe lookNow(Source source) {
        try {
            return probe(source);
        } catch (RuntimeException e) {
            Log.errorf(e, "Looking at source %s failed in an unforeseen way", source.id());
            return null;
        } finally {
            // Freed before the probe is written down: our own tables being slow must not hold up the next look.
            underWay.remove(source.id());
        }
    }

    private Probe probe(Source source) {
        var engine = engines.of(source);
        var target = engines.target(source, waits.timeout());
        var start = System.nanoTime();
        try {
            var vitals = engine.vitals(target);
            var took = (double) TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) / 1000;
            var probe = new Probe(clock.instant(), Outcome.ANSWERED, took, null);
            watched(source).answered(probe, vitals);
            watched(source).sized(size(source));
            return probe;
        } catch (SourceFailure e) {
            var probe = new Probe(clock.instant(), outcome(e), null, e.reason());
            watched(source).failed(probe);
            return probe;
        }
    }

    private Reading<Long> size(Source source) {
        var target = engines.target(source, waits.timeout());
        try {
            return engines.of(source).databaseSizeBytes(target);
        } catch (SourceFailure e) {
            return Reading.missing(new Unavailable("databaseSizeBytes", e.reason(), e.remedy()));
        }
    }

    private static Outcome outcome(SourceFailure failure) {
        return switch (failure.kind()) {
            case REFUSED -> Outcome.REFUSED;
            case TIMED_OUT -> Outcome.TIMED_OUT;
            case FAILED -> Outcome.FAILED;
        };
    }

    private void keep(Source source, Probe probe) {
        try {
            store.keep(source.id(), prober, probe);
        } catch (SqlFailedException e) {
            Log.warnf("A probe of source %s is kept in memory only: %s", source.id(), e.state());
        }
    }

    private Watched watched(Source source) {
        return watched.computeIfAbsent(source.id(), id -> new Watched(config.window()));
    }
}
