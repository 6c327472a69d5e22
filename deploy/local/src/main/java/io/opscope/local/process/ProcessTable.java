package io.opscope.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the system tells about the processes that run on it, as far as we may see them. */
public final class ProcessTable {

    private static final Pattern RESIDENT = Pattern.compile("(?m)^(?:Pss|VmRSS):\\s+(\\d+) kB");

    private ProcessTable() {}

    /** Processes that were started with this variable in their environment, children of theirs included. */
    public static List<ProcessId> withEnvironment(String name, String value) {
        var wanted = "\0" + name + "=" + value + "\0";
        return matching(pid -> read(pid, "environ")
                .filter(all -> ("\0" + all + "\0").contains(wanted))
                .isPresent());
    }

    /** Processes of this program that work in this directory, such as a PostgreSQL's in its data directory. */
    public static List<ProcessId> workingIn(Path directory, String program) {
        return matching(pid -> read(pid, "comm").map(String::strip).equals(Optional.of(program))
                && link(pid, "cwd").equals(Optional.of(directory)));
    }

    /** Memory of a process in bytes, shared pages counted in part; empty when it cannot be read. */
    public static Optional<Long> memoryBytes(long pid) {
        return read(pid, "smaps_rollup")
                .or(() -> read(pid, "status"))
                .map(RESIDENT::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1)) * 1024);
    }

    /** Memory of a process and all below it in bytes. */
    public static Optional<Long> memoryOfTreeBytes(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> memoryBytes(process.pid()))
                .flatMap(Optional::stream)
                .reduce(Long::sum);
    }

    /** The program and pid that listens on this loopback port, where that can be found out. */
    public static Optional<String> listenerOn(int port) {
        var inode = Ports.listeningInode(port);
        if (inode.isEmpty()) {
            return Optional.empty();
        }
        var wanted = "socket:[" + inode.get() + "]";
        return matching(pid -> holds(pid, wanted)).stream()
                .findFirst()
                .map(id -> read(id.pid(), "comm").map(String::strip).orElse("a process") + ", pid " + id.pid());
    }

    private static boolean holds(long pid, String socket) {
        try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.anyMatch(fd -> {
                try {
                    return Files.readSymbolicLink(fd).toString().equals(socket);
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static List<ProcessId> matching(LongPredicate wanted) {
        var own = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != own && wanted.test(pid))
                .map(ProcessId::of)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(
                    new String(Files.readAllBytes(Path.of("/proc/" + pid + "/" + file)), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> link(long pid, String name) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/" + name)));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
