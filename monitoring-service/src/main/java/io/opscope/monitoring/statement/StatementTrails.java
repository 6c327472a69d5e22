package io.opscope.monitoring.statement;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import io.opscope.monitoring.watch.AfterLook;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Has sources' statement counters followed, and drops what is too old. */
@ApplicationScoped
class StatementTrails implements AfterLook {

    private final Roster roster;
    private final StatementStore store;
    private final StatementConfig config;

    /** Few, and apart from those that look: our tables may hang. */
    private final ExecutorService writers = Executors.newFixedThreadPool(2, StatementTrails::named);

    StatementTrails(Roster roster, StatementStore store, StatementConfig config) {
        this.roster = roster;
        this.store = store;
        this.config = config;
    }

    /** A mart's statements are those of the source that it is a schema of, which are followed there. */
    @Override
    public Consumer<RemoteLine> at(Source source, Engine engine) {
        return source.asMart().isPresent()
                ? line -> {}
                : new StatementTrail(source.server(), engine.statements(), store, config, writers)::look;
    }

    @Scheduled(every = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        var floor = Instant.now().minus(config.keep());
        try {
            roster.everySource().stream()
                    .map(Source::tenant)
                    .distinct()
                    .forEach(tenant -> store.forgetBefore(tenant, floor));
        } catch (SqlFailedException e) {
            Log.warnf("Old statements stay for now: %s", e.state());
        }
    }

    @PreDestroy
    void stop() {
        writers.shutdownNow();
    }

    private static Thread named(Runnable work) {
        var thread = new Thread(work, "statements");
        thread.setDaemon(true);
        return thread;
    }
}
