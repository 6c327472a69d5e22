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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A real MariaDB as Debian packages it, with its plug-ins, of which {@link MariaDb} has none. It runs from a directory that
 * the packages were unpacked into, named by {@code opscope.mariadb.root} or {@code OPSCOPE_MARIADB_ROOT}, or as it was
 * installed; whoever needs it asks {@link #isHere} first, and says that a test was left out where it is not.
 */
public final class DebianMariaDb implements AutoCloseable {

    /** What is said where a test has to be left out. */
    public static final String MISSING = "Left out: needs Debian's packages mariadb-server and mariadb-server-core";

    /** A database of it. */
    public static final String DATABASE = "shop";

    private static final Path ROOT = Path.of(Objects.requireNonNullElse(
            System.getProperty("opscope.mariadb.root"),
            Optional.ofNullable(System.getenv("OPSCOPE_MARIADB_ROOT")).orElse("/")));
    private static final Path SERVER = ROOT.resolve("usr/sbin/mariadbd");
    private static final Path PLUGINS = ROOT.resolve("usr/lib/mysql/plugin");
    private static final Path SHARE = ROOT.resolve("usr/share/mysql");
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    /** Root of 127.0.0.1 signs in over TCP, without a password. */
    private static final String BEGIN = """
            CREATE DATABASE mysql;
            USE mysql;
            SET @auth_root_socket = NULL;
            SET @skip_auth_anonymous = 1;
            SET @current_hostname = '127.0.0.1';
            """;

    private final Path directory;
    private final int port = Processes.freePort();
    private final Process server;

    /**
     * Starts it.
     *
     * @param environment such as {@code UMASK=0664}
     * @param arguments besides those that make it small
     */
    public DebianMariaDb(Map<String, String> environment, String... arguments) {
        try {
            directory = Files.createTempDirectory("debian-mariadb");
            Files.createDirectory(data());
            var tables = directory.resolve("tables.sql");
            Files.writeString(tables, BEGIN);
            for (var script : List.of("system_tables", "performance_tables", "system_tables_data")) {
                Files.write(
                        tables,
                        Files.readAllBytes(SHARE.resolve("mysql_" + script + ".sql")),
                        java.nio.file.StandardOpenOption.APPEND);
            }
            var made = new ProcessBuilder(command(Map.of(), "--bootstrap"))
                    .redirectInput(tables.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile())
                    .start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException("No tables were made: " + Files.readString(log()));
            }
            var all = new ArrayList<>(List.of(
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--socket=" + directory.resolve("socket"),
                    "--skip-name-resolve"));
            all.addAll(List.of(arguments));
            server = Processes.start(log(), command(environment, all.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        await().atMost(STARTS_WITHIN).until(this::answers);
    }

    /** Whether this machine has the server and its plug-ins. */
    public static boolean isHere() {
        return Files.isExecutable(SERVER)
                && Stream.of("server_audit.so", "disks.so")
                        .allMatch(plugin -> Files.isReadable(PLUGINS.resolve(plugin)));
    }

    /** Where it listens, on 127.0.0.1 alone. */
    public int port() {
        return port;
    }

    /** Connects as somebody who may do everything. */
    public DataSource keeper() {
        return at(DATABASE);
    }

    /** Kills it: its files are not needed any more. */
    @Override
    public void close() {
        Processes.end(server, directory);
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("log");
    }

    private boolean answers() {
        if (!server.isAlive()) {
            try {
                throw new IllegalStateException("MariaDB ended: " + Files.readString(log()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (var connection = at("mysql").getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + DATABASE);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private DataSource at(String database) {
        try {
            var source = new MysqlDataSource();
            source.setServerName("127.0.0.1");
            source.setPort(port);
            source.setDatabaseName(database);
            source.setUser("root");
            source.setServerTimezone("UTC");
            return source;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the libraries that were unpacked beside it, where the machine has none of its own. */
    private List<String> command(Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("env"));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        if (!ROOT.equals(Path.of("/"))) {
            try (var found = Files.newDirectoryStream(ROOT.resolve("usr/lib"), "*-linux-gnu")) {
                found.forEach(libraries -> command.add("LD_LIBRARY_PATH=" + libraries));
            }
        }
        command.addAll(List.of(
                SERVER.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + data(),
                "--lc-messages-dir=" + SHARE,
                "--character-sets-dir=" + SHARE.resolve("charsets"),
                "--plugin-dir=" + PLUGINS,
                "--innodb-log-file-size=4M",
                "--innodb-data-file-path=ibdata1:12M:autoextend",
                "--innodb-buffer-pool-size=16M"));
        command.addAll(List.of(arguments));
        return command;
    }
}
