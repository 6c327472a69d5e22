package io.opscope.monitoring.host;

import io.opscope.monitoring.engine.HostFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a process may use of the machine: the tightest limit of its control group and those above it, in either version. A
 * group that cannot be seen from here limits nothing here.
 */
final class ControlGroup {

    private static final String UNIFIED = "";

    private final Path root;
    private final Map<String, Hierarchy> hierarchies;

    private ControlGroup(Path root, Map<String, Hierarchy> hierarchies) {
        this.root = root;
        this.hierarchies = hierarchies;
    }

    /**
     * @param root {@code /sys/fs/cgroup}
     * @param process {@code /proc/PID}
     */
    static ControlGroup of(Path root, Path process) {
        var text = LocalServer.text(process.resolve("cgroup"));
        var found = new HashMap<String, Hierarchy>();
        for (var line : text == null ? List.<String>of() : text.lines().toList()) {
            var parts = line.split(":", 3);
            // a path upwards leads out of what this container sees
            if (parts.length == 3 && !parts[2].contains("..")) {
                for (var controller : parts[1].split(",")) {
                    found.put(controller, new Hierarchy(parts[1], parts[2]));
                }
            }
        }
        return new ControlGroup(root, found);
    }

    /** The files of the tightest groups, beside those of the machine. */
    HostFiles files(@Nullable String stat, @Nullable String meminfo) {
        var cpu = tightest("cpu", ControlGroup::cores);
        var memory = tightest("memory", group -> number(limit(group)));
        return new HostFiles(
                stat,
                meminfo,
                cpu == null ? null : quota(cpu),
                cpu == null ? null : used(cpu),
                memory == null ? null : limit(memory),
                memory == null ? null : either(memory, "memory.current", "memory.usage_in_bytes"),
                memory == null ? null : LocalServer.text(memory.resolve("memory.stat")));
    }

    private @Nullable Path tightest(String controller, ToDoubleFunction<Path> size) {
        var groups = new ArrayList<Path>();
        groups.addAll(upwards(hierarchies.get(UNIFIED)));
        groups.addAll(upwards(hierarchies.get(controller)));
        Path found = null;
        var least = Double.POSITIVE_INFINITY;
        for (var group : groups) {
            var own = size.applyAsDouble(group);
            if (own > 0 && own < least) {
                least = own;
                found = group;
            }
        }
        return found;
    }

    /** A group and those above it, the root of the hierarchy as the last. */
    private List<Path> upwards(@Nullable Hierarchy hierarchy) {
        if (hierarchy == null) {
            return List.of();
        }
        var top = root.resolve(hierarchy.name());
        var found = new ArrayList<Path>();
        var at = top.resolve("./" + hierarchy.group()).normalize();
        for (; at != null && at.startsWith(top); at = at.getParent()) {
            found.add(at);
        }
        return found;
    }

    private static double cores(Path group) {
        var words = String.valueOf(quota(group)).split("\\s+");
        return words.length < 2 ? Double.NaN : number(words[0]) / number(words[1]);
    }

    private static @Nullable String limit(Path group) {
        return either(group, "memory.max", "memory.limit_in_bytes");
    }

    private static @Nullable String quota(Path group) {
        var both = LocalServer.text(group.resolve("cpu.max"));
        var quota = LocalServer.text(group.resolve("cpu.cfs_quota_us"));
        return both != null || quota == null
                ? both
                : quota.strip() + " " + LocalServer.text(group.resolve("cpu.cfs_period_us"));
    }

    /** The first version counts in a hierarchy that may be another, in nanoseconds; the group is of the same name there. */
    private @Nullable String used(Path group) {
        var stat = LocalServer.text(group.resolve("cpu.stat"));
        if (stat != null && stat.startsWith("usage_usec")) {
            return stat;
        }
        var limited = hierarchies.get("cpu");
        var counted = hierarchies.get("cpuacct");
        if (limited == null || counted == null || !limited.group().equals(counted.group())) {
            return null;
        }
        var within = root.resolve(limited.name()).relativize(group);
        var nanos =
                LocalServer.text(root.resolve(counted.name()).resolve(within).resolve("cpuacct.usage"));
        return nanos == null ? null : "usage_usec " + Math.round(number(nanos) / 1000);
    }

    private static @Nullable String either(Path group, String second, String first) {
        var text = LocalServer.text(group.resolve(second));
        return text != null ? text : LocalServer.text(group.resolve(first));
    }

    private static double number(@Nullable String text) {
        try {
            return text == null ? Double.NaN : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** @param name of the directory, and the controllers that it has; empty for all, in the second version */
    private record Hierarchy(String name, String group) {}
}
