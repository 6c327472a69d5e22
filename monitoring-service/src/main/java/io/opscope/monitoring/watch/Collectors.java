package io.opscope.monitoring.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.engine.Engines;
import io.opscope.monitoring.engine.Lines;
import io.opscope.monitoring.host.Hosts;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.opscope.monitoring.watch.WatchStore.Look;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The collectors of this replica, one for each source that it watches. */
@ApplicationScoped
class Collectors {

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(2);

    private final Engines engines;
    private final Lines lines;
    private final Hosts hosts;
    private final WatchConfig config;
    private final Sightings sightings;
    private final Ledger ledger;
    private final List<AfterLook> after;
    private final Timer late;
    private final Map<SourceKey, Collector> running = new HashMap<>();
    private volatile long allowedUntil = System.nanoTime();
    private volatile boolean tablesAway;

    Collectors(
            Engines engines,
            Lines lines,
            Hosts hosts,
            WatchConfig config,
            Sightings sightings,
            Ledger ledger,
            MeterRegistry meters,
            @All List<AfterLook> after) {
        this.engines = engines;
        this.lines = lines;
        this.hosts = hosts;
        this.config = config;
        this.sightings = sightings;
        this.ledger = ledger;
        this.after = after;
        this.late = Timer.builder("opscope.watch.late")
                .description("How much later than planned looks at sources begin")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    /**
     * Watches these sources and no others.
     *
     * @param askedAt {@link System#nanoTime()} from before the leases were renewed
     */
    synchronized void watch(Collection<Source> sources, long askedAt) {
        allowedUntil = askedAt + config.lease().toNanos();
        tablesAway = false;
        change(sources);
    }

    /**
     * Goes on without the tables, which nobody can take leases from either; and looks at the suite's own database, whoever
     * holds it: that it does not answer is just what is to be told.
     */
    synchronized void watchAlone(Collection<Source> own) {
        tablesAway = true;
        own.forEach(this::start);
    }

    /** Stops watching, as soon as may be. */
    synchronized void stopAll() {
        change(List.of());
    }

    /** The sources that are watched here. */
    synchronized List<SourceKey> watched() {
        return List.copyOf(running.keySet());
    }

    private void change(Collection<Source> sources) {
        var wanted = new HashMap<SourceKey, Source>();
        sources.forEach(source -> wanted.put(source.key(), source));
        var ending = new ArrayList<Collector>();
        running.values().removeIf(collector -> {
            var source = wanted.get(collector.source().key());
            var stays = source != null && source.edition() == collector.source().edition();
            if (!stays) {
                collector.stop();
                ending.add(collector);
            }
            return !stays;
        });
        ending.forEach(collector -> collector.join(STOPPED_WITHIN));
        sources.forEach(this::start);
    }

    private void start(Source source) {
        var engine = engines.find(source);
        var known = running.get(source.key());
        if (engine.isEmpty() || known != null && !known.hasDied()) {
            return;
        }
        try {
            var collector = new Collector(
                    source,
                    engine.get(),
                    lines,
                    hosts.watch(source, config.every()),
                    config,
                    this::isAllowed,
                    this::seen,
                    nanos -> late.record(nanos, TimeUnit.NANOSECONDS),
                    after(source, engine.get()));
            var thread = new Thread(collector, "watch-" + source.id());
            thread.setDaemon(true);
            thread.start();
            // only now: one whose thread could not be had is tried again
            running.put(source.key(), collector);
        } catch (IOException e) {
            Log.errorf(e, "Source %s cannot be watched", source.id());
        }
    }

    private Consumer<RemoteLine> after(Source source, Engine engine) {
        var all = new ArrayList<Consumer<RemoteLine>>();
        after.forEach(each -> all.add(each.at(source, engine)));
        return line -> all.forEach(each -> readOn(each, line, source));
    }

    /** One that fails in an unforeseen way, as by what a strange server says, costs the others nothing. */
    private static void readOn(Consumer<RemoteLine> reader, RemoteLine line, Source source) {
        try {
            reader.accept(line);
        } catch (RuntimeException e) {
            Log.warnf("What is read of source %s after a look was not: %s", source.id(), e);
        }
    }

    /** A replica that was asleep must not look before it knows that nobody has taken over. */
    private boolean isAllowed() {
        return tablesAway || allowedUntil - System.nanoTime() > 0;
    }

    private void seen(Look look) {
        sightings.note(look.source(), look.probe());
        sightings.stand(look.source(), look.probe().at(), look.standing());
        ledger.add(look);
    }
}
