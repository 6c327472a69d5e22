package io.opscope.monitoring.host;

import org.jspecify.annotations.Nullable;

/**
 * What was read of a machine at once; null is what was not there.
 *
 * @param memory percent
 * @param disk percent
 * @param isMemoryLimited whether it is the memory that the server's control group may use, and not the machine's
 */
record Sample(
        @Nullable CpuTime cpu,
        @Nullable Double memory,
        @Nullable Double disk,
        boolean isMemoryLimited) {

    static final Sample NOTHING = new Sample(null, null, null, false);

    Sample withDisk(@Nullable Double percent) {
        return new Sample(cpu, memory, percent, isMemoryLimited);
    }
}
