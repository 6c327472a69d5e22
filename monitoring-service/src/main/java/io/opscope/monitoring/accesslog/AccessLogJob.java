package io.opscope.monitoring.accesslog;

import io.opscope.kit.sql.SqlFailedException;
import io.opscope.monitoring.source.Roster;
import io.opscope.monitoring.source.Source;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Keeps the entries within their bounds. */
@ApplicationScoped
class AccessLogJob {

    private final Roster roster;
    private final AccessLogStore store;
    private final AccessLogConfig config;

    AccessLogJob(Roster roster, AccessLogStore store, AccessLogConfig config) {
        this.roster = roster;
        this.store = store;
        this.config = config;
    }

    @Scheduled(every = "${opscope.access-log.forget-every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        var sources = roster.everySource().stream().map(Source::key).toList();
        try {
            var floor = Instant.now().minus(config.keep());
            sources.forEach(source -> store.forget(source, floor, config.entries()));
        } catch (SqlFailedException e) {
            Log.warnf("Old entries of access logs stay for now: %s", e.state());
        }
    }
}
