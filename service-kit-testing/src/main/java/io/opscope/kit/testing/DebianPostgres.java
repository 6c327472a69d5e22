package io.opscope.kit.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL as Debian packages it. The one that Maven brings has none of the extensions that are packaged
 * apart, such as hypopg and pgaudit; whoever needs them asks {@link #isInstalled} first, and says that a test was left
 * out where they are not.
 */
public final class DebianPostgres implements AutoCloseable {

    /** What is said where a test has to be left out. */
    public static final String MISSING =
            "Left out: needs Debian's packages postgresql-15, postgresql-15-hypopg and postgresql-15-pgaudit";

    /** Who may do everything in it; there are no passwords. */
    public static final String SUPERUSER = "postgres";

    private static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");
    private static final Path EXTENSIONS = Path.of("/usr/share/postgresql/15/extension");
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final Path directory;
    private final int port = Processes.freePort();
    private final Process server;

    /** @param settings of its configuration, such as {@code shared_preload_libraries=pg_stat_statements} */
    public DebianPostgres(String... settings) {
        try {
            directory = Files.createTempDirectory("debian-postgres");
            var made = Processes.start(
                    log(),
                    command(
                            "initdb",
                            "-D",
                            data().toString(),
                            "-U",
                            SUPERUSER,
                            "-E",
                            "UTF8",
                            "--locale=C.UTF-8",
                            "--no-sync"));
            if (made.waitFor() != 0) {
                throw new IllegalStateException("initdb failed: " + Files.readString(log()));
            }
            var arguments = new ArrayList<>(List.of("-D", data().toString(), "-p", String.valueOf(port)));
            arguments.addAll(
                    List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"));
            for (var setting : settings) {
                arguments.addAll(List.of("-c", setting));
            }
            server = Processes.start(log(), command("postgres", arguments.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        await().atMost(STARTS_WITHIN).until(this::answers);
    }

    /** Whether this machine has the server and both extensions. */
    public static boolean isInstalled() {
        return Files.isExecutable(BINARIES.resolve("postgres"))
                && Files.exists(EXTENSIONS.resolve("hypopg.control"))
                && Files.exists(EXTENSIONS.resolve("pgaudit.control"));
    }

    /** Where it listens, on 127.0.0.1 alone. */
    public int port() {
        return port;
    }

    /** Where its files are. */
    public Path data() {
        return directory.resolve("data");
    }

    /** Whom its postmaster is. */
    public ProcessHandle process() {
        return server.toHandle();
    }

    /** Connects to one of its databases. */
    public DataSource as(String user, String database) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setUser(user);
        source.setDatabaseName(database);
        return source;
    }

    /** Kills it: its files are not needed any more. */
    @Override
    public void close() {
        Processes.end(server, directory);
    }

    private Path log() {
        return directory.resolve("log");
    }

    private boolean answers() {
        if (!server.isAlive()) {
            try {
                throw new IllegalStateException("PostgreSQL ended: " + Files.readString(log()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (var connection = as(SUPERUSER, "postgres").getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** PostgreSQL refuses to be root's; in a user namespace of its own it is nobody's. */
    private static List<String> command(String binary, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(BINARIES.resolve(binary).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
