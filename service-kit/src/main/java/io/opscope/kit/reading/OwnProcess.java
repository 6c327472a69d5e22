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
    private final Instance<Backlog> backlogs;
    private final ProcessTime time = new ProcessTime(Path.of(Readings.PROC));
    private final Instant startedAt = Instant.now();

    OwnProcess(DatabaseUse database, @Any Instance<Backlog> backlogs) {
        this.database = database;
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
        var size = database.poolSize();
        return database.isUsed() && size.isPresent()
                ? List.of(new PoolReading("database", database.activeConnections(), size.getAsInt()))
                : List.of();
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
