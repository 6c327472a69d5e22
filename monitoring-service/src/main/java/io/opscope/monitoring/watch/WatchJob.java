package io.opscope.monitoring.watch;

import io.opscope.kit.sql.DatabaseWatch;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.SelfRegistration;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.source.SourceKey;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the watch going: who watches what, the list of sources, what other replicas saw, and the tables in order. */
@ApplicationScoped
class WatchJob {

    /** Clocks of replicas differ, and what is written together is not seen together. */
    private static final Duration OVERLAP = Duration.ofSeconds(15);

    private final SelfRegistration self;
    private final Roster roster;
    private final Leases leases;
    private final Collectors collectors;
    private final Sightings sightings;
    private final WatchGauges gauges;
    private final WatchStore store;
    private final WatchConfig config;
    private final DatabaseWatch database;
    private boolean registered;
    private Instant readUntil = Instant.EPOCH;
    private Set<SourceKey> shown = Set.of();
    private volatile boolean ended;

    WatchJob(
            SelfRegistration self,
            Roster roster,
            Leases leases,
            Collectors collectors,
            Sightings sightings,
            WatchGauges gauges,
            WatchStore store,
            WatchConfig config,
            DatabaseWatch database) {
        this.self = self;
        this.roster = roster;
        this.leases = leases;
        this.collectors = collectors;
        this.sightings = sightings;
        this.gauges = gauges;
        this.store = store;
        this.config = config;
        this.database = database;
    }

    /** Collectors go on by themselves whatever becomes of this: our own tables may hang. */
    @Scheduled(every = "${opscope.watch.round:2s}", concurrentExecution = ConcurrentExecution.SKIP)
    void round() {
        if (ended) {
            return;
        }
        database.start();
        try {
            readList();
            readWhatOthersSaw();
            share();
        } catch (RuntimeException e) {
            Log.warnf("Sources are watched without the tables: %s", e.toString());
            collectors.watchAlone(
                    roster.everySource().stream().filter(Source::own).toList());
        }
        show(roster.everySource());
    }

    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        var now = Instant.now();
        try {
            store.forgetBefore(now.minus(config.keep()));
            for (var tier : Tier.values()) {
                store.forgetTierBefore(tier.text(), tier.floor(now));
            }
            leases.forgetOthers();
        } catch (SqlFailedException e) {
            Log.warnf("Old probes stay for now: %s", e.state());
        }
    }

    /** Others take over at once. */
    void end(@Observes ShutdownEvent event) {
        ended = true;
        var held = collectors.watched();
        collectors.stopAll();
        try {
            leases.leave(held);
        } catch (RuntimeException e) {
            Log.infof("The leases run out by themselves: %s", e.toString());
        }
    }

    private void readList() {
        if (!registered) {
            self.register();
            registered = true;
        }
        roster.refresh();
        sightings.keepOnly(roster.everySource());
    }

    private void share() {
        var asked = System.nanoTime();
        var held = leases.renewed();
        var surplus = held.size() - leases.share();
        var watched = roster.everySource().stream()
                .filter(source -> held.contains(source.key()))
                .toList();
        var kept = surplus > 0 ? watched.subList(0, (int) Math.max(0, watched.size() - surplus)) : watched;
        collectors.watch(kept, asked);
        if (surplus > 0) {
            // only now: whoever takes one of them must not meet us there
            leases.release(watched.subList(kept.size(), watched.size()).stream()
                    .map(Source::key)
                    .toList());
        }
    }

    /** At first what was seen in the last hour, then what is new. */
    private void readWhatOthersSaw() {
        var now = Instant.now();
        var earliest = now.minus(config.window());
        var floor = readUntil.isBefore(earliest) ? earliest : readUntil.minus(OVERLAP);
        var known = new HashSet<>(roster.everySource().stream().map(Source::key).toList());
        var ours = new HashSet<>(collectors.watched());
        store.probesSince(floor, (source, probe) -> {
            if (known.contains(source) && !ours.contains(source)) {
                sightings.note(source, probe);
            }
        });
        for (var seen : store.sightingsSince(floor)) {
            if (known.contains(seen.source()) && !ours.contains(seen.source())) {
                sightings.stand(seen.source(), seen.at(), seen.standing());
            }
        }
        readUntil = now;
        sightings.catchUp();
    }

    private void show(List<Source> sources) {
        var keys = new HashSet<>(sources.stream().map(Source::key).toList());
        if (!keys.equals(shown)) {
            gauges.show(sources);
            shown = keys;
        }
    }
}
