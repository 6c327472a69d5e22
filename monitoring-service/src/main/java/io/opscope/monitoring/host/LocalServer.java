package io.opscope.monitoring.host;

import io.opscope.monitoring.engine.DiskSpace;
import io.opscope.monitoring.engine.ServerIdentity;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database server that is proven to run on this machine, and the machine as seen from here.
 *
 * <p>The proof takes nothing on trust that the server says: the other end of our own connection is a socket of this machine,
 * and a process of a database server of this machine has it. An address proves nothing, as a tunnel or a container's proxy
 * listens here for a server that is elsewhere; neither does PostgreSQL's system identifier alone, as a replica elsewhere has
 * its primary's, but where the data directory can be read it has to be the same.
 */
final class LocalServer {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int IDENTIFIER_BYTES = 8;

    private final Path proc;
    private final Path process;
    private final ControlGroup group;
    private final boolean isDataSeen;

    private LocalServer(Path proc, Path process, ControlGroup group, boolean isDataSeen) {
        this.proc = proc;
        this.process = process;
        this.group = group;
        this.isDataSeen = isDataSeen;
    }

    /**
     * The server at the other end of a connection; empty unless it is proven to be of this machine.
     *
     * @param proc {@code /proc}
     * @param groups {@code /sys/fs/cgroup}
     */
    static Optional<LocalServer> find(Path proc, Path groups, ServerIdentity who, Socket ours) {
        return TcpTable.otherEnd(proc, ours)
                .flatMap(inode -> holder(proc, who, inode, ours.getLocalPort()))
                .filter(process -> !contradicts(process, who))
                .map(process ->
                        new LocalServer(proc, process, ControlGroup.of(groups, process), isDataSeen(proc, process)));
    }

    /** Reads the machine, or the limits of the server's control group where it has some. */
    Sample read(double seconds) {
        var stat = text(proc.resolve("stat"));
        var files = group.files(stat, text(proc.resolve("meminfo")));
        return KernelText.sample(files, seconds, KernelText.processors(stat))
                .withDisk(isDataSeen ? diskPercent() : null);
    }

    /** Whether the file system with the server's data can be looked at from here. */
    boolean isDataSeen() {
        return isDataSeen;
    }

    private @Nullable Double diskPercent() {
        try {
            var store = Files.getFileStore(process.resolve("cwd"));
            var used = store.getTotalSpace() - store.getUnallocatedSpace();
            return new DiskSpace(used, store.getUsableSpace()).percent();
        } catch (IOException e) {
            Log.debugf("The file store of a server cannot be read: %s", e.getMessage());
            return null;
        }
    }

    private static Optional<Path> holder(Path proc, ServerIdentity who, String inode, int ourPort) {
        try (var candidates = candidates(proc, who)) {
            return candidates
                    .filter(process -> isCalled(process, who))
                    .filter(process -> holds(process, inode) || who.pid() != null && serves(process, ourPort))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            Log.debugf("The processes of this machine cannot be listed: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static Stream<Path> candidates(Path proc, ServerIdentity who) throws IOException {
        return who.pid() != null
                ? Stream.of(proc.resolve(String.valueOf(who.pid())))
                : Files.list(proc).filter(path -> NUMBER.matcher(String.valueOf(path.getFileName()))
                        .matches());
    }

    private static boolean isCalled(Path process, ServerIdentity who) {
        var name = text(process.resolve("comm"));
        return name != null && who.processes().contains(name.strip());
    }

    private static boolean holds(Path process, String inode) {
        try (var open = Files.list(process.resolve("fd"))) {
            return open.anyMatch(file -> ("socket:[" + inode + "]").equals(target(file)));
        } catch (IOException | UncheckedIOException e) {
            // it is another user's, or has ended meanwhile
            return false;
        }
    }

    /** Other users' open files are not to be seen, but a session of PostgreSQL's says in its title whom it serves. */
    private static boolean serves(Path process, int port) {
        var title = text(process.resolve("cmdline"));
        return title != null && title.startsWith("postgres:") && title.contains("(" + port + ")");
    }

    /** Whether the data directory that the process works in is of another cluster than the server says. */
    private static boolean contradicts(Path process, ServerIdentity who) {
        if (who.system() == null) {
            return false;
        }
        try (var control = Files.newInputStream(process.resolve("cwd/global/pg_control"))) {
            var begin = ByteBuffer.wrap(control.readNBytes(IDENTIFIER_BYTES)).order(ByteOrder.nativeOrder());
            return begin.remaining() < IDENTIFIER_BYTES || begin.getLong() != who.system();
        } catch (IOException e) {
            // another user's: that the session is here is proven without it
            return false;
        }
    }

    /** Only where we see the same file systems as the server, and may see where it works. */
    private static boolean isDataSeen(Path proc, Path process) {
        var mounts = target(process.resolve("ns/mnt"));
        return mounts != null
                && mounts.equals(target(proc.resolve("self/ns/mnt")))
                && target(process.resolve("cwd")) != null;
    }

    private static @Nullable String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return null;
        }
    }

    static @Nullable String text(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }
}
