package io.opscope.monitoring.host;

import io.opscope.monitoring.engine.HostFiles;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the kernel writes of itself; pure. A control group that may use less than the machine has is what counts: a
 * server that has used up its limit is out of memory, however much the machine has left. What cannot be read as expected is
 * as good as not there.
 */
final class KernelText {

    /** What {@link CpuTime#of()} is called for a machine, and for a control group with limits. */
    static final String MACHINE = "machine";

    static final String GROUP = "group";

    /** user nice system idle iowait irq softirq steal; what follows is part of user and nice already. */
    private static final int TIMES = 8;

    private static final int IDLE = 3;
    private static final int WAITING_FOR_DISKS = 4;
    private static final double MICROSECONDS = 1e6;
    private static final double KIBIBYTE = 1024;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern PROCESSOR = Pattern.compile("cpu\\d+ .*");

    private KernelText() {}

    /**
     * @param seconds now, by a clock that only goes forward
     * @param processors of the machine; 0 where the beginning of {@code /proc/stat} does not tell them all
     */
    static Sample sample(HostFiles files, double seconds, int processors) {
        var group = groupCpu(files, seconds, processors);
        var limited = groupMemory(files);
        return new Sample(
                group.or(() -> machineCpu(files.stat())).orElse(null),
                boxed(limited.isPresent() ? limited : machineMemory(files.meminfo())),
                null,
                limited.isPresent());
    }

    /** How many processors there are. */
    static int processors(@Nullable String stat) {
        return stat == null
                ? 0
                : Math.toIntExact(stat.lines()
                        .filter(line -> PROCESSOR.matcher(line).matches())
                        .count());
    }

    private static Optional<CpuTime> machineCpu(@Nullable String stat) {
        return stat == null
                ? Optional.empty()
                : stat.lines()
                        .filter(line -> line.startsWith("cpu "))
                        .findFirst()
                        .map(BLANKS::split)
                        .filter(words -> words.length > TIMES)
                        .flatMap(words -> {
                            var times = Arrays.stream(words, 1, TIMES + 1)
                                    .mapToDouble(KernelText::number)
                                    .toArray();
                            var all = Arrays.stream(times).sum();
                            var time = new CpuTime(all - times[IDLE] - times[WAITING_FOR_DISKS], all, MACHINE);
                            return Double.isFinite(all) ? Optional.of(time) : Optional.empty();
                        });
    }

    private static Optional<CpuTime> groupCpu(HostFiles files, double seconds, int processors) {
        var words = files.cpuMax() == null
                ? new String[0]
                : BLANKS.split(files.cpuMax().strip());
        var used = named(files.cpuStat(), "usage_usec");
        if (words.length < 2 || used.isEmpty()) {
            return Optional.empty();
        }
        var cores = number(words[0]) / number(words[1]);
        return cores > 0 && (processors == 0 || cores < processors)
                ? Optional.of(new CpuTime(used.getAsDouble() / MICROSECONDS, cores * seconds, GROUP + cores))
                : Optional.empty();
    }

    private static OptionalDouble machineMemory(@Nullable String meminfo) {
        var total = named(meminfo, "MemTotal:");
        var free = named(meminfo, "MemAvailable:");
        return total.isPresent() && free.isPresent()
                ? percent(total.getAsDouble() - free.getAsDouble(), total.getAsDouble())
                : OptionalDouble.empty();
    }

    /** What is cached of files and not in use is given away at once, so it does not count. */
    private static OptionalDouble groupMemory(HostFiles files) {
        var limit = files.memoryMax() == null
                ? Double.NaN
                : number(files.memoryMax().strip());
        var used = files.memoryCurrent() == null
                ? Double.NaN
                : number(files.memoryCurrent().strip());
        var total = named(files.meminfo(), "MemTotal:");
        if (!(limit > 0) || Double.isNaN(used) || total.isEmpty() || limit >= total.getAsDouble() * KIBIBYTE) {
            return OptionalDouble.empty();
        }
        var inTree = named(files.memoryStat(), "total_inactive_file");
        var idle = inTree.isPresent() ? inTree : named(files.memoryStat(), "inactive_file");
        return percent(Math.max(0, used - idle.orElse(0)), limit);
    }

    private static OptionalDouble percent(double part, double all) {
        return all > 0 && part >= 0 && part <= all && Double.isFinite(all)
                ? OptionalDouble.of(100 * part / all)
                : OptionalDouble.empty();
    }

    /** The number behind a name at a line's beginning. */
    private static OptionalDouble named(@Nullable String text, String name) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        return text.lines()
                .map(BLANKS::split)
                .filter(words -> words.length > 1 && words[0].equals(name))
                .mapToDouble(words -> number(words[1]))
                .filter(Double::isFinite)
                .findFirst();
    }

    private static double number(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
