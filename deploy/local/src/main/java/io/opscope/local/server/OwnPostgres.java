package io.opscope.local.server;

import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.local.process.Failure;
import io.opscope.local.process.Launch;
import io.opscope.local.process.LogFile;
import io.opscope.local.process.Owner;
import io.opscope.local.process.ProcessId;
import io.opscope.local.process.ProcessTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The PostgreSQL that comes with Opscope, run as one process that keeps real data: durable, with checksums and
 * passwords, on the loopback address only.
 */
public final class OwnPostgres {

    /** The role that administers it. */
    static final String SUPERUSER = "postgres";

    private static final String DATABASE = "opscope";
    private static final Sql EXISTS = Sql.file(OwnPostgres.class, "database_exists.sql");
    private static final Sql CREATE = Sql.file(OwnPostgres.class, "create_database.sql");

    /** Given on the command line, so that nothing in the data directory can weaken them. */
    private static final List<String> DURABLE = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "shared_preload_libraries=pg_stat_statements",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "password_encryption=scram-sha-256");

    /** Written into postgresql.conf once, where they may be changed. */
    private static final List<String> SIZES = List.of(
            "shared_buffers=256MB",
            "effective_cache_size=1GB",
            "max_connections=150",
            "max_wal_size=2GB",
            "checkpoint_timeout=15min",
            "random_page_cost=1.1",
            "work_mem=8MB",
            "jit=off",
            "track_io_timing=on",
            "log_lock_waits=on",
            "timezone=UTC",
            "log_timezone=UTC");

    private static final Duration ORPHANS_LEAVE_WITHIN = Duration.ofSeconds(10);

    private final Path home;
    private final Path data;
    private final Path binaries;
    private final String version;
    private final Owner owner;

    /**
     * @param home the directory for its programs and its data
     * @param version such as 17.10.0; the first number decides whether an existing data directory fits
     */
    public OwnPostgres(Path home, String version, Owner owner) {
        this.home = home;
        this.data = home.resolve("data");
        this.binaries = home.resolve("bin-" + version);
        this.version = version;
        this.owner = owner;
    }

    /** The version in the form people know: 17.10. */
    public String versionName() {
        var parts = version.split("\\.");
        return parts[0] + "." + parts[1];
    }

    /**
     * Unpacks the programs and, the first time, lays out the data directory.
     *
     * @throws Failure when another major version of PostgreSQL wrote the data directory
     */
    public void prepare(String superuserPassword) {
        owner.assertUnprivilegedWorks();
        assertSameMajorVersion();
        Binaries.postgres(binaries, owner);
        if (Files.notExists(data.resolve("PG_VERSION"))) {
            create(superuserPassword);
        }
        awaitOrphans();
    }

    /** How its one parent process is started; its children are its own affair. */
    public Launch launch(int port, LogFile log) {
        var command = new ArrayList<String>(
                List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString(), "-c", "port=" + port));
        for (var setting : DURABLE) {
            command.add("-c");
            command.add(setting);
        }
        return new Launch(owner.unprivileged(command), Map.of("LC_ALL", "C", "TZ", "UTC"), home, log);
    }

    /** The address of the suite's database on it. */
    public static DatabaseAddress address(int port, String superuserPassword) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, SUPERUSER, superuserPassword);
    }

    /** Whether it takes connections; while it recovers from a crash it does not. */
    public static boolean answers(int port, String superuserPassword) {
        try (var connection =
                maintenance(port, superuserPassword).administrator().getConnection()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw new Failure("PostgreSQL refuses the password kept in the data directory's secrets.", e);
            }
            return false;
        }
    }

    /**
     * Makes sure that it runs as it was told to, and that the suite's database is there.
     *
     * @throws Failure when it would not keep what it commits
     */
    public static void check(int port, String superuserPassword) {
        var maintenance = maintenance(port, superuserPassword).administrator();
        Durability.assertFull(maintenance);
        try {
            if (EXISTS.on(maintenance)
                    .set("name", DATABASE)
                    .list(row -> row.text("datname"))
                    .isEmpty()) {
                CREATE.on(maintenance).run();
            }
        } catch (SqlFailedException e) {
            throw new Failure("Cannot create the database " + DATABASE + ": " + e.getMessage(), e);
        }
    }

    /**
     * After a kill -9 of the parent its backends finish what they do, and a new parent on the same files must wait for
     * them; then what the old one left for its lock is removed, as its pid may belong to somebody else by now.
     */
    public void awaitOrphans() {
        if (Files.notExists(data)) {
            return;
        }
        for (var signal : List.of("INT", "QUIT", "KILL")) {
            var orphans = orphans();
            if (orphans.isEmpty()) {
                break;
            }
            // An idle backend notices by itself within moments; the signal is for those that are busy.
            if (!goneWithin(Duration.ofSeconds(1))) {
                orphans.forEach(process -> process.signal(signal));
                goneWithin(ORPHANS_LEAVE_WITHIN);
            }
        }
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes of a PostgreSQL that work in this data directory. */
    public List<ProcessId> orphans() {
        try {
            return Files.exists(data) ? ProcessTable.workingIn(data.toRealPath(), "postgres") : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean goneWithin(Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!orphans().isEmpty()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private void assertSameMajorVersion() {
        var file = data.resolve("PG_VERSION");
        if (Files.notExists(file)) {
            return;
        }
        try {
            var found = Files.readString(file).strip();
            var ours = version.substring(0, version.indexOf('.'));
            if (!found.equals(ours)) {
                throw new Failure(otherMajorVersion(found, ours));
            }
        } catch (IOException e) {
            throw new Failure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The old server's own programs are still in the data directory when Opscope made it. */
    private String otherMajorVersion(String found, String ours) {
        var as = Owner.current().uid() == 0 ? "unshare -U " : "";
        var suite = home.getParent();
        return """
                The data directory was written by PostgreSQL %1$s, and this Opscope carries PostgreSQL %2$s.
                Nothing was started or changed. Carry the data over by dump and restore, with the pg_dump and psql of
                PostgreSQL %1$s or newer (Debian: postgresql-client):

                  export PGPASSWORD=$(cat %5$s)
                  %7$s%3$s -D %4$s -w -o "-p 54321 -c listen_addresses=127.0.0.1 -c unix_socket_directories=" start
                  pg_dump -h 127.0.0.1 -p 54321 -U %6$s opscope > opscope.sql
                  %7$s%3$s -D %4$s -m fast stop
                  mv %4$s %4$s-%1$s
                  ./opscope up --detach --data %8$s
                  psql -1 -v ON_ERROR_STOP=1 -h 127.0.0.1 -p PORT -U %6$s -f - opscope <<END
                  DROP SCHEMA metrics, reports, monitoring, gateway CASCADE;
                  \\i opscope.sql
                  END
                  ./opscope down --data %8$s && ./opscope up --data %8$s

                PORT is the one that ./opscope status shows for postgresql.""".formatted(found, ours, oldProgram(found), data, secret(), SUPERUSER, as, suite);
    }

    private Path secret() {
        return home.resolveSibling("secrets").resolve("postgres-password");
    }

    private String oldProgram(String major) {
        try (var all = Files.list(home)) {
            return all.filter(path -> path.getFileName().toString().startsWith("bin-" + major + "."))
                    .map(path -> path.resolve("bin/pg_ctl").toString())
                    .max(Comparator.naturalOrder())
                    .orElse("/usr/lib/postgresql/" + major + "/bin/pg_ctl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create(String superuserPassword) {
        Path passwordFile = null;
        try {
            passwordFile = Files.createTempFile(
                    home,
                    "first-password",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, superuserPassword + "\n");
            owner.keep(passwordFile);
            // Laid out beside and moved into place, so that a start that was interrupted begins afresh.
            var fresh = home.resolve("data.part");
            run(List.of("rm", "-rf", fresh.toString()));
            var command = new ArrayList<String>(List.of(
                    binaries.resolve("bin/initdb").toString(),
                    "-D",
                    fresh.toString(),
                    "-U",
                    SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--data-checksums",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            for (var size : SIZES) {
                command.add("-c");
                command.add(size);
            }
            run(owner.unprivileged(command));
            Files.move(fresh, data);
        } catch (IOException e) {
            throw new Failure("Cannot lay out the data directory " + data + ": " + e.getMessage(), e);
        } finally {
            if (passwordFile != null) {
                passwordFile.toFile().delete();
            }
        }
    }

    private void run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        var process = builder.start();
        // In a session of its own, it would outlive us when we are told to end meanwhile.
        var end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new Failure("Cannot lay out the data directory " + data + ":\n" + said.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted");
        } finally {
            forget(end);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            throw new Failure("Stopped while it started", e);
        }
    }

    private static DatabaseAddress maintenance(int port, String superuserPassword) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/postgres", SUPERUSER, superuserPassword);
    }
}
