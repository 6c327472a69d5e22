package io.opscope.monitoring.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupTest {

    @TempDir
    Path machine;

    @Test
    void theTightestLimitOfTheGroupAndThoseAboveItCounts() throws IOException {
        write("proc/cgroup", "0::/pod/server\n");
        write("groups/pod/memory.max", "1000\n");
        write("groups/pod/memory.current", "700\n");
        write("groups/pod/server/memory.max", "max\n");
        write("groups/pod/server/cpu.max", "150000 100000\n");
        write("groups/pod/server/cpu.stat", "usage_usec 42\n");
        write("groups/pod/cpu.max", "max 100000\n");
        var files = group().files("stat", "meminfo");
        assertEquals("1000\n", files.memoryMax());
        assertEquals("700\n", files.memoryCurrent());
        assertEquals("150000 100000\n", files.cpuMax());
        assertEquals("usage_usec 42\n", files.cpuStat());
    }

    @Test
    void theFirstVersionIsReadInTheWordsOfTheSecond() throws IOException {
        write("proc/cgroup", "4:memory:/pod\n2:cpuacct:/pod\n1:cpu:/pod\n0::/\n");
        write("groups/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("groups/memory/pod/memory.limit_in_bytes", "1000\n");
        write("groups/memory/pod/memory.usage_in_bytes", "700\n");
        write("groups/memory/pod/memory.stat", "total_inactive_file 100\n");
        write("groups/cpu/pod/cpu.cfs_quota_us", "50000\n");
        write("groups/cpu/pod/cpu.cfs_period_us", "100000\n");
        write("groups/cpu/pod/cpu.stat", "nr_periods 0\n");
        write("groups/cpuacct/pod/cpuacct.usage", "42000\n");
        var files = group().files("stat", "meminfo");
        assertEquals("1000\n", files.memoryMax());
        assertEquals("700\n", files.memoryCurrent());
        assertEquals("total_inactive_file 100\n", files.memoryStat());
        assertEquals("50000 100000\n", files.cpuMax());
        assertEquals("usage_usec 42", files.cpuStat());
    }

    @Test
    void aGroupThatIsNotSeenFromHereLimitsNothing() throws IOException {
        write("proc/cgroup", "0::/../other\nnonsense\n");
        write("other/memory.max", "1000\n");
        assertNull(group().files("stat", "meminfo").memoryMax());
    }

    private ControlGroup group() {
        return ControlGroup.of(machine.resolve("groups"), machine.resolve("proc"));
    }

    private void write(String file, String text) throws IOException {
        var path = machine.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
