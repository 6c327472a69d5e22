package io.opscope.kit.reading;

import io.opscope.kit.sql.DatabaseUse;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** This replica's process, read by the one thread that leaves readings. */
@Singleton
class OwnProcess {

    private final DatabaseUse database;
    private final Workers workers;
    private final Instance<Backlog> backlogs;
    private final ProcessTime time = new ProcessTime(Path.of(Readings.PROC));
    private final Instant startedAt = Instant.now();

    OwnProcess(DatabaseUse database, Workers workers, @Any Instance<Backlog> backlogs) {
        this.database = database;
        this.workers = workers;
        this.backlogs = backlogs;
    }

    ProcessReading read(HostReading host, Network network) {
        return new ProcessReading(
                startedAt,
                time.cpuPercent(host.processors()).orElse(null),
                time.memoryBytes().orElse(null),
                network.read().orElse(null),
                pools(),
                waiting());
    }

    private List<PoolReading> pools() {
        var pools = new ArrayList<PoolReading>();
        if (database.isUsed()) {
            database.poolSize()
                    .ifPresent(size -> pools.add(new PoolReading("database", database.activeConnections(), size)));
        }
        workers.reading().ifPresent(pools::add);
        return pools;
    }

    private List<BacklogReading> waiting() {
        var waiting = new ArrayList<BacklogReading>();
        for (var backlog : backlogs) {
            backlog.depth()
                    .ifPresent(depth -> waiting.add(new BacklogReading(backlog.name(), depth, backlog.isShared())));
        }
        return waiting;
    }
}
