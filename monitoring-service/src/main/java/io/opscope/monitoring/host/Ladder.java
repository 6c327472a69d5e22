package io.opscope.monitoring.host;

import io.opscope.monitoring.Unavailable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes each figure from the first rung that has it, and gathers why the others have not. */
final class Ladder {

    static final String CPU = "metrics.cpu";
    static final String MEMORY = "metrics.memory";
    static final String DISK = "metrics.disk";
    static final List<String> FIGURES = List.of(CPU, MEMORY, DISK);

    private static final String OF_GROUP = "/cgroup";

    private final Map<String, CpuTime> before;
    private final List<Unavailable> why = new ArrayList<>();
    private @Nullable CpuTime time;
    private @Nullable Double cpu;
    private @Nullable Double memory;
    private @Nullable Double disk;
    private @Nullable String cpuFrom;
    private @Nullable String memoryFrom;
    private @Nullable String diskFrom;

    /** @param before what was read of processors last time, by rung; brought up to date here */
    Ladder(Map<String, CpuTime> before) {
        this.before = before;
    }

    boolean isDone() {
        return time != null && memory != null && disk != null;
    }

    void take(String rung, Sample sample) {
        if (time == null && sample.cpu() != null) {
            time = sample.cpu();
            cpu = time.percentSince(before.put(rung, time));
            cpuFrom = cpu == null ? null : rung + (time.of().startsWith(KernelText.GROUP) ? OF_GROUP : "");
        }
        if (memory == null && sample.memory() != null) {
            memory = sample.memory();
            memoryFrom = rung + (sample.isMemoryLimited() ? OF_GROUP : "");
        }
        if (disk == null && sample.disk() != null) {
            disk = sample.disk();
            diskFrom = rung;
        }
    }

    /** Why a rung has none of the figures. */
    void lacks(String reason, String remedy) {
        for (var field : FIGURES) {
            why.add(new Unavailable(field, reason, remedy));
        }
    }

    /** Why a rung has not these figures. */
    void lacks(List<Unavailable> missing) {
        why.addAll(missing);
    }

    HostReading reading() {
        var missing = new ArrayList<>(lacks());
        if (cpu == null && time != null) {
            missing.add(
                    0,
                    new Unavailable(
                            CPU,
                            "Processor use is told between two looks in a row, and this was the first",
                            "Ask again after the next look"));
        }
        return new HostReading(cpu, memory, disk, cpuFrom, memoryFrom, diskFrom, List.copyOf(missing));
    }

    /** Why no rung has some of the figures; processor use counts as had where the next look would tell it. */
    List<Unavailable> lacks() {
        var missing = new ArrayList<Unavailable>();
        if (time == null) {
            missing.add(whole(CPU));
        }
        if (memory == null) {
            missing.add(whole(MEMORY));
        }
        if (disk == null) {
            missing.add(whole(DISK));
        }
        return missing;
    }

    private Unavailable whole(String field) {
        var reasons = new LinkedHashSet<String>();
        var remedies = new LinkedHashSet<String>();
        for (var one : why) {
            if (one.field().equals(field)) {
                reasons.add(one.reason());
                if (!one.remedy().isEmpty()) {
                    remedies.add(one.remedy());
                }
            }
        }
        return new Unavailable(
                field,
                reasons.isEmpty() ? "It could not be read on the server's machine" : String.join(". ", reasons),
                remedies.isEmpty()
                        ? "Watch the machine with an agent of its own, such as node_exporter"
                        // a statement ends by itself, and stays as it is to be run
                        : String.join("; or ", remedies).replace(";; or ", "; or "));
    }
}
