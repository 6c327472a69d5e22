package io.opscope.kit.reading;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What this process takes of its machine. Used by one thread. */
final class ProcessTime {

    private static final long KIBIBYTE = 1024;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Path proc;
    private @Nullable Used before;

    ProcessTime(Path proc) {
        this.proc = proc;
        this.before = used().orElse(null);
    }

    /** Of all processors' time since this was asked last, 0 to 100; nothing where the system does not tell. */
    Optional<Double> cpuPercent(int processors) {
        var last = before;
        var now = used().orElse(null);
        before = now;
        if (last == null || now == null || processors <= 0 || now.nanos() <= last.nanos()) {
            return Optional.empty();
        }
        var share = (double) now.cpu().minus(last.cpu()).toNanos() / (now.nanos() - last.nanos()) / processors;
        return Optional.of(100 * Math.max(0, Math.min(1, share)));
    }

    private static Optional<Used> used() {
        return ProcessHandle.current().info().totalCpuDuration().map(cpu -> new Used(cpu, System.nanoTime()));
    }

    /** What is in memory, not what was asked for. */
    Optional<Long> memoryBytes() {
        try (var lines = Files.lines(proc.resolve("self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .map(line -> Long.parseLong(BLANKS.split(line)[1]) * KIBIBYTE);
        } catch (IOException e) {
            Log.debugf("The process' memory cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private record Used(Duration cpu, long nanos) {}
}
