package io.opscope.local;

import io.opscope.local.process.Failure;
import io.opscope.local.process.LogFile;
import io.opscope.local.process.Owner;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Everything that one suite keeps: servers' data, secrets, logs and the state of what runs. Whoever owns the directory
 * owns all that is made in it.
 */
final class DataDirectory {

    private final Path root;
    private final Owner owner;

    private DataDirectory(Path root, Owner owner) {
        this.root = root;
        this.owner = owner;
    }

    /** Opens the directory, and makes it when it is not there; nobody else may look into it. */
    static DataDirectory create(Path path) {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new Failure(path + " is not a directory");
            }
            if (Files.notExists(path)) {
                var parent = Owner.of(existing(path.toAbsolutePath().normalize()));
                Files.createDirectories(path);
                parent.keep(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            var root = path.toRealPath();
            var data = new DataDirectory(root, Owner.of(root));
            for (var name : new String[] {"run", "logs", "secrets", "postgres", "redis", "work"}) {
                data.directory(root.resolve(name));
            }
            return data;
        } catch (IOException e) {
            throw new Failure("Cannot use the data directory " + path + ": " + describe(e), e);
        }
    }

    /** Looks at a directory that may not be there, without changing anything. */
    static DataDirectory look(Path path) {
        try {
            var root = Files.isDirectory(path)
                    ? path.toRealPath()
                    : path.toAbsolutePath().normalize();
            return new DataDirectory(root, Owner.current());
        } catch (IOException e) {
            throw new Failure("Cannot read the data directory " + path + ": " + describe(e), e);
        }
    }

    Path root() {
        return root;
    }

    Owner owner() {
        return owner;
    }

    LogFile log(String name) {
        return new LogFile(root.resolve("logs").resolve(name + ".log"));
    }

    Path lock() {
        return root.resolve("run/lock");
    }

    Path state() {
        return root.resolve("run/state.json");
    }

    Path secrets() {
        return root.resolve("secrets");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path redis() {
        return root.resolve("redis");
    }

    /** There once the demo's history is in. */
    Path demoMark() {
        return root.resolve("run/demo-loaded");
    }

    /** An empty place for a service to work in: whatever lies in the caller's own must not configure it. */
    Path work(String name) {
        return directory(root.resolve("work").resolve(name));
    }

    private Path directory(Path path) {
        try {
            if (Files.notExists(path)) {
                Files.createDirectory(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                owner.keep(path);
            }
            return path;
        } catch (IOException e) {
            throw new Failure("Cannot create " + path + ": " + describe(e), e);
        }
    }

    /** The nearest directory at or above that is there; the root always is. */
    private static Path existing(Path path) {
        var parent = path.getParent();
        if (Files.exists(path) || parent == null) {
            return path;
        }
        return existing(parent);
    }

    /** The reason in words; a refused file's message is no more than its name. */
    static String describe(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
