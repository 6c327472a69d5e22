package io.opscope.kit.reading;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The network devices that this process sees, as the kernel counts what went over them. Used by one thread. */
final class Network {

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String LOOPBACK = "lo";
    private static final int RECEIVED = 0;
    private static final int SENT = 8;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Path proc;
    private final String machine;
    private final String unnamed;
    private @Nullable Bytes before;

    /** @param unnamed what the namespace is called where the kernel does not name it */
    Network(Path proc, String machine, String unnamed) {
        this.proc = proc;
        this.machine = machine;
        this.unnamed = unnamed;
        this.before = bytes(System.nanoTime()).orElse(null);
    }

    /** Nothing where the kernel does not tell, or for the first time. */
    Optional<NetworkReading> read() {
        return read(System.nanoTime());
    }

    Optional<NetworkReading> read(long nanos) {
        var last = before;
        var now = bytes(nanos).orElse(null);
        before = now;
        if (last == null || now == null || now.nanos() <= last.nanos()) {
            return Optional.empty();
        }
        var seconds = (now.nanos() - last.nanos()) / NANOS_PER_SECOND;
        // a device that went took its count along
        return Optional.of(new NetworkReading(
                namespace(),
                Math.max(0, now.received() - last.received()) / seconds,
                Math.max(0, now.sent() - last.sent()) / seconds));
    }

    private String namespace() {
        try {
            return machine
                    + '/'
                    + Files.readSymbolicLink(proc.resolve("self/ns/net")).getFileName();
        } catch (IOException e) {
            return unnamed;
        }
    }

    private Optional<Bytes> bytes(long nanos) {
        try {
            var received = 0L;
            var sent = 0L;
            for (var line : Files.readAllLines(proc.resolve("self/net/dev"))) {
                var colon = line.indexOf(':');
                if (colon > 0 && !line.substring(0, colon).strip().equals(LOOPBACK)) {
                    var counts = Arrays.stream(
                                    BLANKS.split(line.substring(colon + 1).strip()))
                            .mapToLong(Long::parseLong)
                            .toArray();
                    received += counts[RECEIVED];
                    sent += counts[SENT];
                }
            }
            return Optional.of(new Bytes(received, sent, nanos));
        } catch (IOException e) {
            Log.debugf("What goes over the network cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private record Bytes(long received, long sent, long nanos) {}
}
