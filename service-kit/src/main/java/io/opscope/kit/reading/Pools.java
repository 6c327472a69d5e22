package io.opscope.kit.reading;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.kit.sql.DatabaseUse;
import io.quarkus.runtime.ExecutorRecorder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this replica shares out: connections to its database, and threads. */
@Singleton
class Pools {

    private static final String WORKERS = "vert.x-worker-thread";

    private final DatabaseUse database;
    private final WaitingRequests requests;
    private final MeterRegistry meters;
    private final long threads;

    Pools(
            DatabaseUse database,
            WaitingRequests requests,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.thread-pool.max-threads") OptionalInt threads) {
        this.database = database;
        this.requests = requests;
        this.meters = meters;
        this.threads = threads.orElseGet(ExecutorRecorder::calculateMaxThreads);
    }

    /** Those that can be read, as they are at this moment. */
    List<PoolReading> read() {
        var pools = new ArrayList<PoolReading>();
        var size = database.poolSize();
        if (database.isUsed() && size.isPresent()) {
            pools.add(new PoolReading("database", database.activeConnections(), size.getAsInt()));
        }
        // the pool that resources run on does not tell how many of its threads are busy, but who is on them is known
        pools.add(new PoolReading("requests", requests.onThreads(), threads));
        workers().ifPresent(pools::add);
        return pools;
    }

    /** The threads that scheduled work and whatever may not hold up the network run on; they count themselves. */
    private Optional<PoolReading> workers() {
        var active = gauge("worker.pool.active");
        var idle = gauge("worker.pool.idle");
        return active.isPresent() && idle.isPresent()
                ? Optional.of(new PoolReading("workers", active.get(), active.get() + idle.get()))
                : Optional.empty();
    }

    private Optional<Long> gauge(String name) {
        return Optional.ofNullable(meters.find(name).tag("pool.name", WORKERS).gauge())
                .map(Gauge::value)
                .filter(Double::isFinite)
                .map(Math::round);
    }
}
