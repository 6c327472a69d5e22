package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replica says of its own process; null is what could not be read.
 *
 * @param startedAt when it did
 * @param cpuPercent of all the machine's processors' time since the reading before, 0 to 100
 * @param memoryBytes that it has in the machine's memory
 * @param network what it sees go over the network, which is its container's
 */
@RegisterForReflection
public record ProcessReading(
        Instant startedAt,
        @Nullable Double cpuPercent,
        @Nullable Long memoryBytes,
        @Nullable NetworkReading network,
        List<PoolReading> pools,
        List<BacklogReading> backlogs) {

    public ProcessReading {
        pools = List.copyOf(pools);
        backlogs = List.copyOf(backlogs);
    }
}
