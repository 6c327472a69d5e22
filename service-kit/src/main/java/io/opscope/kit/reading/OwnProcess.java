package io.opscope.kit.reading;

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

    private final Pools pools;
    private final Instance<Backlog> backlogs;
    private final ProcessTime time = new ProcessTime(Path.of(Readings.PROC));
    private final Instant startedAt = Instant.now();

    OwnProcess(Pools pools, @Any Instance<Backlog> backlogs) {
        this.pools = pools;
        this.backlogs = backlogs;
    }

    ProcessReading read(HostReading host, Network network) {
        return new ProcessReading(
                startedAt,
                time.cpuPercent(host.processors()).orElse(null),
                time.memoryBytes().orElse(null),
                network.read().orElse(null),
                pools.read(),
                waiting());
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
