package io.opscope.kit.testing;

import static org.awaitility.Awaitility.await;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL as Debian's unstable packages it, with the libraries that it needs, in a directory that an environment
 * variable names and {@code .ci/run} makes. Whoever needs one asks {@link #isInstalled} first, and says that a test was left
 * out where it is not.
 */
public final class DebianMysql implements AutoCloseable {

    /** What is said where a test has to be left out. */
    public static final String MISSING =
            "Left out: needs a MySQL in the directory that OPSCOPE_MYSQL_ROOT names, as .ci/run unpacks one";

    /** A database of it. */
    public static final String DATABASE = "shop";

    /** Who may do everything in it, with their name as the password. */
    private static final String KEEPER = "keeper";

    private static final @Nullable String ROOT = System.getenv("OPSCOPE_MYSQL_ROOT");
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    private final Path directory;
    private final List<String> settings;
    private final int port = Processes.freePort();
    private Process server;

    /** @param settings of its configuration, such as {@code --sql-mode=ANSI_QUOTES} */
    public DebianMysql(String... settings) {
        this.settings = List.of(settings);
        try {
            directory = Files.createTempDirectory("debian-mysql");
            var keeper = Files.writeString(
                    directory.resolve("keeper.sql"),
                    "CREATE DATABASE " + DATABASE + ";\nCREATE USER " + KEEPER + "@'%' IDENTIFIED BY '" + KEEPER
                            + "';\nGRANT ALL ON *.* TO " + KEEPER + "@'%' WITH GRANT OPTION;\n");
            var made = Processes.start(log(), command("--initialize-insecure", "--init-file=" + keeper));
            if (made.waitFor() != 0) {
                throw new IllegalStateException("MySQL made no data directory: " + Files.readString(log()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        server = start();
    }

    /** Whether the directory is named and has a server. */
    public static boolean isInstalled() {
        return ROOT != null && Files.isExecutable(Path.of(ROOT, "mysqld"));
    }

    /** Where it listens, on 127.0.0.1 alone. */
    public int port() {
        return port;
    }

    /** Where its files are, the certificates among them that it made itself. */
    public Path data() {
        return directory.resolve("data");
    }

    /** Its only process. */
    public ProcessHandle process() {
        return server.toHandle();
    }

    /** Connects as somebody who may do everything. */
    public MysqlDataSource keeper() {
        return as(KEEPER, KEEPER);
    }

    /** Connects to its database. */
    public MysqlDataSource as(String user, String password) {
        try {
            var source = new MysqlDataSource();
            source.setServerName("127.0.0.1");
            source.setPort(port);
            source.setDatabaseName(DATABASE);
            source.setUser(user);
            source.setPassword(password);
            source.setServerTimezone("UTC");
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again, with its data and at its port, after its process was killed. */
    public void restart() {
        server = start();
    }

    /** Kills it: its files are not needed any more. */
    @Override
    public void close() {
        Processes.end(server, directory);
    }

    private Process start() {
        var started = Processes.start(
                log(),
                command(
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--mysqlx=OFF",
                        "--socket=" + directory.resolve("socket"),
                        "--pid-file=" + directory.resolve("pid")));
        await().atMost(STARTS_WITHIN).until(() -> answers(started));
        return started;
    }

    private Path log() {
        return directory.resolve("log");
    }

    private boolean answers(Process started) {
        if (!started.isAlive()) {
            try {
                throw new IllegalStateException("MySQL ended: " + Files.readString(log()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (var connection = keeper().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** By way of the loader that lies with its libraries, as those of this machine are older; small, and with nothing shared. */
    private List<String> command(String... arguments) {
        var root = Path.of(String.valueOf(ROOT));
        try {
            var loader = root.resolve("mysqld");
            var command = new ArrayList<>(List.of(
                    loader.toString(),
                    "--library-path",
                    String.valueOf(loader.toRealPath().getParent()),
                    root.resolve("usr/sbin/mysqld").toString(),
                    "--no-defaults",
                    "--user=" + System.getProperty("user.name"),
                    "--datadir=" + data(),
                    "--lc-messages-dir=" + root.resolve("usr/share/mysql"),
                    "--character-sets-dir=" + root.resolve("usr/share/mysql/charsets"),
                    "--plugin-dir=" + root.resolve("usr/lib/mysql/plugin"),
                    "--secure-file-priv=NULL",
                    "--skip-log-bin",
                    "--innodb-buffer-pool-size=32M",
                    "--innodb-redo-log-capacity=32M",
                    // what its process has written survives that process
                    "--innodb-flush-method=nosync"));
            command.addAll(List.of(arguments));
            command.addAll(settings);
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
