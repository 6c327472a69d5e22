package io.opscope.kit.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostTest {

    @TempDir
    Path proc;

    @Test
    void processorsAreAsBusyAsTheyWereSinceTheReadingBefore() throws IOException {
        // user nice system idle iowait irq softirq steal guest guest_nice
        stat("cpu  100 0 100 700 100 0 0 0 50 0");
        var host = new Host(proc, proc, "here");
        assertNull(host.read().cpuPercent(), "nothing has passed");
        // 400 more, of which idle 250 and waiting for disks 50: 100 of 400 were spent; guests are in user already
        stat("cpu  160 0 130 950 150 0 10 0 90 0");
        assertEquals(25, Objects.requireNonNull(host.read().cpuPercent()), 1e-9);
        assertEquals(2, host.read().processors());
    }

    @Test
    void whatCanBeGivenAwayAtOnceIsFreeMemory() throws IOException {
        Files.writeString(
                proc.resolve("meminfo"),
                "MemTotal:        1000 kB\nMemFree:          100 kB\nMemAvailable:     250 kB\n");
        var memory = Objects.requireNonNull(new Host(proc, proc, "here").read().memory());
        assertEquals(new Space(750 * 1024, 1000 * 1024), memory);
        assertEquals(75, memory.percent(), 1e-9);
    }

    @Test
    void whatCannotBeReadIsNull() {
        var reading = new Host(proc.resolve("nowhere"), proc.resolve("nowhere"), "here").read();
        assertEquals(new HostReading("here", 0, null, null, null), reading);
    }

    @Test
    void theMachineOfThisTestCanBeRead() {
        var host = new Host(Path.of("/proc"), Path.of("."), "here");
        var reading = host.read();
        var disk = Objects.requireNonNull(reading.disk()).percent();
        assertTrue(disk > 0 && disk <= 100, "disk " + disk);
        var memory = Objects.requireNonNull(reading.memory()).percent();
        assertTrue(memory > 0 && memory < 100, "memory " + memory);
        assertTrue(reading.processors() > 0);
    }

    @Test
    void connectionsToThePortAreCountedInBothFamilies() throws IOException {
        Files.createDirectories(proc.resolve("self/net"));
        Files.writeString(proc.resolve("self/net/tcp"), """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
                   1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 2
                   2: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 3
                   3: 0100007F:1F90 0100007F:C351 06 00000000:00000000 00:00000000 00000000     0        0 4
                """);
        assertEquals(Optional.of(1L), new OpenConnections(proc).at(8080));
        Files.writeString(proc.resolve("self/net/tcp6"), """
                  sl  local_address                         remote_address                        st
                  10: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:C352 01 00000000:00000000
                """);
        assertEquals(Optional.of(2L), new OpenConnections(proc).at(8080));
        assertEquals(Optional.empty(), new OpenConnections(proc.resolve("nowhere")).at(8080));
    }

    private void stat(String all) throws IOException {
        Files.writeString(proc.resolve("stat"), all + "\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nintr 5\n");
    }
}
