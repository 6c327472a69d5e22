package io.opscope.monitoring.host;

import io.opscope.monitoring.Unavailable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How busy the machine is that a server runs on, in percent; null is what could not be read.
 *
 * @param cpuFrom which way {@code cpu} was come by: {@code proc}, {@code sql} or {@code node_exporter}, with {@code /cgroup}
 *     behind where it is part of what the server's container may use
 * @param memoryFrom as {@code cpuFrom}
 * @param diskFrom {@code proc}, {@code sql}, {@code node_exporter} or {@code disks}
 * @param unavailable why what is null is null, by {@code metrics.cpu}, {@code metrics.memory} and {@code metrics.disk}
 */
@RegisterForReflection
public record HostReading(
        @Nullable Double cpu,
        @Nullable Double memory,
        @Nullable Double disk,
        @Nullable String cpuFrom,
        @Nullable String memoryFrom,
        @Nullable String diskFrom,
        List<Unavailable> unavailable) {}
