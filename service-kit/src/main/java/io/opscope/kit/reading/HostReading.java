package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What a machine says of itself; null is what could not be read.
 *
 * @param machine tells machines apart: replicas on one machine read the same figures
 * @param processors that the machine has
 * @param cpuPercent of all processors' time since the reading before, 0 to 100
 * @param memory of the machine; what the kernel would give away at once counts as free
 * @param disk the file store that the replica works on
 */
@RegisterForReflection
public record HostReading(
        String machine,
        int processors,
        @Nullable Double cpuPercent,
        @Nullable Space memory,
        @Nullable Space disk) {}
