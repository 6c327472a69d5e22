package io.opscope.monitoring.watch;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.engine.SourceThreads;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.SelfRegistration;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the watch going: looks at every source at the interval, and keeps the list of them and the table in order. */
@ApplicationScoped
class WatchJob {

    private final SelfRegistration self;
    private final Roster roster;
    private final Watch watch;
    private final WatchGauges gauges;
    private final ProbeStore store;
    private final WatchConfig config;
    private final SourceThreads threads;
    private final AtomicBoolean registered = new AtomicBoolean();
    private final AtomicBoolean refreshing = new AtomicBoolean();

    WatchJob(
            SelfRegistration self,
            Roster roster,
            Watch watch,
            WatchGauges gauges,
            ProbeStore store,
            WatchConfig config,
            SourceThreads threads) {
        this.self = self;
        this.roster = roster;
        this.watch = watch;
        this.gauges = gauges;
        this.store = store;
        this.config = config;
        this.threads = threads;
    }

    /** The list is read apart from the looking: while our own tables hang, the sources known so far are looked at. */
    @Scheduled(every = "${opscope.watch.every:15s}", concurrentExecution = ConcurrentExecution.SKIP)
    void round() {
        roster.everySource().forEach(watch::look);
        if (refreshing.compareAndSet(false, true)) {
            try {
                threads.execute(this::refresh);
            } catch (RejectedExecutionException e) {
                refreshing.set(false);
                Log.warn("No thread was free to read the list of sources");
            }
        }
    }

    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forgetOldProbes() {
        try {
            store.forgetBefore(Instant.now().minus(config.keep()));
        } catch (SqlFailedException e) {
            Log.warnf("Old probes stay for now: %s", e.state());
        }
    }

    private void refresh() {
        try {
            if (!registered.get()) {
                self.register();
                registered.set(true);
            }
            roster.refresh();
            watch.keepOnly(roster.everySource());
            for (var source : roster.everySource()) {
                if (!watch.knows(source)) {
                    watch.recall(source);
                    watch.look(source);
                }
            }
            gauges.show(roster.everySource());
        } catch (RuntimeException e) {
            Log.warnf("The list of sources stays as it is: %s", e.toString());
        } finally {
            refreshing.set(false);
        }
    }
}
