package io.opscope.monitoring.engine;

import org.jspecify.annotations.Nullable;

/**
 * Files of the kernel, as they were read on the server's machine; null is one that is not there or may not be read. Those of
 * control groups are in the words of the second version, whichever the machine has.
 *
 * @param stat {@code /proc/stat}, its beginning at least
 * @param meminfo {@code /proc/meminfo}
 * @param cpuMax quota and period in microseconds, or {@code max}
 * @param cpuStat {@code usage_usec} and others
 * @param memoryMax bytes, or {@code max}
 * @param memoryCurrent bytes
 * @param memoryStat {@code inactive_file} and others
 */
public record HostFiles(
        @Nullable String stat,
        @Nullable String meminfo,
        @Nullable String cpuMax,
        @Nullable String cpuStat,
        @Nullable String memoryMax,
        @Nullable String memoryCurrent,
        @Nullable String memoryStat) {}
