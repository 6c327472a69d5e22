package io.opscope.kit.reading;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The machine, read from {@code /proc} and the file store. Used by one thread. */
final class Host {

    private static final int KIBIBYTE = 1024;

    /** user nice system idle iowait irq softirq steal; what follows is part of user and nice already. */
    private static final int TIMES = 8;

    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISKS = 4;
    private static final Pattern PROCESSOR = Pattern.compile("^cpu\\d");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Path proc;
    private final Path disk;
    private final String machine;
    private @Nullable Ticks before;

    /** @param unnamed what the machine is called where it does not say who it is */
    Host(Path proc, Path disk, String unnamed) {
        this.proc = proc;
        this.disk = disk;
        // containers see the same one as their host
        this.machine = lines("sys/kernel/random/boot_id").stream().findFirst().orElse(unnamed);
        this.before = ticks().orElse(null);
    }

    /** Tells machines apart. */
    String machine() {
        return machine;
    }

    HostReading read() {
        return new HostReading(
                machine, processors(), cpuPercent().orElse(null), memory().orElse(null), room().orElse(null));
    }

    /** Of the whole machine, of which the process may have leave to use a part only. */
    private int processors() {
        return (int) lines("stat").stream().filter(PROCESSOR.asPredicate()).count();
    }

    private Optional<Double> cpuPercent() {
        var last = before;
        var now = ticks();
        before = now.orElse(null);
        if (last == null || now.isEmpty()) {
            return Optional.empty();
        }
        var all = now.get().all() - last.all();
        var idle = now.get().idle() - last.idle();
        return all <= 0 ? Optional.empty() : Optional.of(100.0 * Math.max(0, Math.min(all, all - idle)) / all);
    }

    /** Time of all processors together since the machine started. */
    private Optional<Ticks> ticks() {
        return lines("stat").stream()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .map(BLANKS::split)
                .filter(words -> words.length > TIMES)
                .map(words -> {
                    var all = 0L;
                    for (int i = 1; i <= TIMES; i++) {
                        all += Long.parseLong(words[i]);
                    }
                    return new Ticks(
                            all, Long.parseLong(words[IDLE + 1]) + Long.parseLong(words[WAITING_FOR_DISKS + 1]));
                });
    }

    private Optional<Space> memory() {
        var lines = lines("meminfo");
        var total = bytes(lines, "MemTotal:");
        var free = bytes(lines, "MemAvailable:");
        return total.isPresent() && free.isPresent()
                ? Optional.of(new Space(total.get() - free.get(), total.get()))
                : Optional.empty();
    }

    private static Optional<Long> bytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> Long.parseLong(BLANKS.split(line)[1]) * KIBIBYTE);
    }

    /** As df counts: what is kept for the superuser is not there for us. */
    private Optional<Space> room() {
        try {
            var store = Files.getFileStore(disk);
            var used = store.getTotalSpace() - store.getUnallocatedSpace();
            var total = used + store.getUsableSpace();
            return total > 0 ? Optional.of(new Space(used, total)) : Optional.empty();
        } catch (IOException e) {
            Log.debugf("The file store of %s cannot be read: %s", disk, e.getMessage());
            return Optional.empty();
        }
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file));
        } catch (IOException e) {
            Log.debugf("%s cannot be read: %s", file, e.getMessage());
            return List.of();
        }
    }

    private record Ticks(long all, long idle) {}
}
