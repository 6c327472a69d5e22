package io.opscope.kit.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    Path proc;

    @Test
    void whatWentOverAllDevicesButLoopbackIsToldPerSecond() throws IOException {
        devices(1_000, 500);
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/net"), Path.of("net:[4026531840]"));
        var network = new Network(proc, "machine", "replica");
        devices(21_000, 1_500);
        var reading = network.read(System.nanoTime() + 1000 * SECOND).orElseThrow();
        assertEquals("machine/net:[4026531840]", reading.namespace());
        // some nanoseconds passed between the two
        assertEquals(20, reading.receivedPerSecond(), 0.1);
        assertEquals(1, reading.sentPerSecond(), 0.1);
        assertEquals(21 * 8 / 1e6, reading.megabitsPerSecond(), 1e-5);
    }

    @Test
    void aDeviceThatWentMakesNothingNegative() throws IOException {
        devices(1_000, 500);
        var network = new Network(proc, "machine", "replica");
        devices(0, 0);
        var reading = network.read(System.nanoTime() + SECOND).orElseThrow();
        assertEquals(0, reading.receivedPerSecond());
        assertEquals("replica", reading.namespace());
    }

    @Test
    void whereTheKernelDoesNotTellNothingIsTold() {
        assertEquals(Optional.empty(), new Network(proc, "machine", "replica").read());
    }

    @Test
    void theKernelOfThisMachineTells() {
        var network = new Network(Path.of("/proc"), "machine", "replica");
        assertTrue(network.read(System.nanoTime() + SECOND).isPresent());
    }

    private void devices(long received, long sent) throws IOException {
        Files.createDirectories(proc.resolve("self/net"));
        Files.writeString(proc.resolve("self/net/dev"), """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo
                    lo: 999999999 1 0 0 0 0 0 0 %d 1 0 0 0 0 0 0
                  eth0:%d 1 0 0 0 0 0 0 %d 1 0 0 0 0 0 0
                """.formatted(received * 7, received, sent));
    }
}
