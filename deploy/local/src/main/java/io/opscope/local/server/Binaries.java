package io.opscope.local.server;

import io.opscope.local.process.Failure;
import io.opscope.local.process.Owner;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The servers' programs, which lie as resources in jars, laid out as files that can be run. */
final class Binaries {

    /** What the JVM calls a machine, and what PostgreSQL's and Redis' builds call it. */
    private static final Map<String, Names> MACHINES = Map.of(
            "amd64", new Names("x86_64", "amd64"),
            "x86_64", new Names("x86_64", "amd64"),
            "aarch64", new Names("arm_64", "arm64"));

    private static final int OWNER_EXECUTES = 0100;

    private Binaries() {}

    private record Names(String postgres, String redis) {}

    /** Lays PostgreSQL's programs and libraries out in {@code target}, unless they are there. */
    static void postgres(Path target, Owner owner) {
        if (Files.isDirectory(target)) {
            return;
        }
        var resource = "postgres-linux-" + machine().postgres() + ".txz";
        var fresh = target.resolveSibling(target.getFileName() + ".part");
        try (var packed = open(resource);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
            delete(fresh);
            Files.createDirectories(fresh);
            owner.keep(fresh);
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                write(entry, tar, fresh, owner);
            }
            move(fresh, target);
        } catch (IOException e) {
            throw new Failure("Cannot unpack PostgreSQL into " + target + ": " + e.getMessage(), e);
        }
    }

    /** Lays the Redis server out as {@code target}, unless it is there. */
    static void redis(Path target, String version, Owner owner) {
        if (Files.exists(target)) {
            return;
        }
        var fresh = target.resolveSibling(target.getFileName() + ".part");
        try (var program =
                open("redis-server-" + version + "-linux-" + machine().redis())) {
            Files.copy(program, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            owner.keep(fresh);
            move(fresh, target);
        } catch (IOException e) {
            throw new Failure("Cannot unpack Redis into " + target + ": " + e.getMessage(), e);
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root, Owner owner) throws IOException {
        var path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException(entry.getName() + " would lie outside");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else {
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(content, path);
                var runs = (entry.getMode() & OWNER_EXECUTES) != 0;
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
        owner.keep(path);
    }

    private static InputStream open(String resource) {
        var in = Binaries.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw unsupported();
        }
        return in;
    }

    private static Names machine() {
        var names = MACHINES.get(System.getProperty("os.arch", "").toLowerCase(Locale.ROOT));
        if (names == null || !System.getProperty("os.name", "").equals("Linux")) {
            throw unsupported();
        }
        return names;
    }

    private static Failure unsupported() {
        return new Failure("Opscope carries PostgreSQL and Redis for Linux on amd64 and arm64 only, and this is "
                + System.getProperty("os.name") + " on " + System.getProperty("os.arch") + ".\n"
                + "Name servers of your own with OPSCOPE_POSTGRES_URL and OPSCOPE_REDIS_URL.");
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
