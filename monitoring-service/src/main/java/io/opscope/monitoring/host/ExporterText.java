package io.opscope.monitoring.host;

import io.opscope.monitoring.engine.DiskSpace;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes in what a node_exporter writes, line by line, and keeps the few figures that are needed; pure. */
final class ExporterText {

    private static final Pattern SAMPLE = Pattern.compile("(\\w{1,200})(?:\\{(.{0,4000})})? (\\S{1,40})(?: -?\\d+)?");
    private static final Pattern LABEL = Pattern.compile("(\\w++)=\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
    private static final Set<String> IDLE = Set.of("idle", "iowait");
    private static final Set<String> NO_DISKS = Set.of(
            "tmpfs",
            "ramfs",
            "devtmpfs",
            "rootfs",
            "overlay",
            "squashfs",
            "nsfs",
            "proc",
            "sysfs",
            "cgroup",
            "cgroup2");
    private static final int MOST_DISKS = 1_000;

    private final @Nullable String mountpoint;
    private final Map<String, Room> rooms = new HashMap<>();
    private double busy;
    private double all;
    private double memory = Double.NaN;
    private double freeMemory = Double.NaN;

    /** @param mountpoint of the file system with the server's data; null for the only one there is */
    ExporterText(@Nullable String mountpoint) {
        this.mountpoint = mountpoint;
    }

    /** Takes one line; one that says nothing we want to know, or makes no sense, is passed over. */
    void take(String line) {
        if (!line.startsWith("node_cpu_s") && !line.startsWith("node_mem") && !line.startsWith("node_filesystem_")) {
            return;
        }
        var matcher = SAMPLE.matcher(line);
        if (matcher.matches()) {
            take(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2), number(matcher.group(3)));
        }
    }

    /** What was read; figures that were not among the lines are null. */
    Sample sample() {
        var memoryPercent = memory > 0 && freeMemory >= 0 && freeMemory <= memory && Double.isFinite(memory)
                ? 100 * (memory - freeMemory) / memory
                : null;
        var room = room();
        return new Sample(
                all > 0 && Double.isFinite(all) ? new CpuTime(busy, all, KernelText.MACHINE) : null,
                memoryPercent,
                room == null ? null : new DiskSpace(room.size - room.free, room.available).percent(),
                false);
    }

    private void take(String name, String labels, double value) {
        switch (name) {
            case "node_cpu_seconds_total" -> {
                all += value;
                busy += IDLE.contains(label(labels, "mode")) ? 0 : value;
            }
            case "node_memory_MemTotal_bytes" -> memory = value;
            case "node_memory_MemAvailable_bytes" -> freeMemory = value;
            case "node_filesystem_size_bytes" -> room(labels, room -> room.size = value);
            case "node_filesystem_free_bytes" -> room(labels, room -> room.free = value);
            case "node_filesystem_avail_bytes" -> room(labels, room -> room.available = value);
            default -> {}
        }
    }

    private void room(String labels, java.util.function.Consumer<Room> change) {
        var at = label(labels, "mountpoint");
        var isWanted = mountpoint != null
                ? at.equals(mountpoint)
                : !NO_DISKS.contains(label(labels, "fstype")) && !at.equals("/boot") && !at.startsWith("/boot/");
        if (isWanted && (rooms.containsKey(at) || rooms.size() < MOST_DISKS)) {
            change.accept(rooms.computeIfAbsent(at, key -> new Room()));
        }
    }

    /** Of several, none is known to be the one with the data. */
    private @Nullable Room room() {
        return rooms.size() == 1 ? rooms.values().iterator().next() : null;
    }

    private static String label(String labels, String name) {
        var matcher = LABEL.matcher(labels);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) {
                return matcher.group(2).replace("\\\"", "\"").replace("\\\\", "\\");
            }
        }
        return "";
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Of one file system, in bytes. */
    private static final class Room {
        private double size = Double.NaN;
        private double free = Double.NaN;
        private double available = Double.NaN;
    }
}
