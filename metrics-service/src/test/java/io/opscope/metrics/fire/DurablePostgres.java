package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opscope.kit.testing.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL as it is run in earnest, durable and in a directory of its own, that is killed and started at will. */
final class DurablePostgres implements AutoCloseable {

    /** Small, so that checkpoints and new log files come often. */
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            // one call for all files, else recovery takes as long as there are files
            "recovery_init_sync_method=syncfs",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=100",
            "shared_buffers=64MB",
            "min_wal_size=32MB",
            "max_wal_size=64MB",
            "checkpoint_timeout=30s",
            "log_line_prefix=%m [%p] %e ",
            "timezone=UTC");

    private static final Duration RECOVERED_WITHIN = Duration.ofMinutes(1);

    private final Path data;
    private final Path log;
    private final int port = Processes.freePort();
    private final List<String> command;
    private Process process;

    private DurablePostgres(Path home, List<String> wrapper, Path data) {
        this.data = data;
        this.log = home.resolve("postgres.log");
        this.command = new ArrayList<>(wrapper);
        command.addAll(List.of(PostgresFiles.get().program().toString(), "-D", data.toString(), "-p", "" + port));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        this.process = Processes.start(log, command);
    }

    /** Started, and takes connections. */
    static DurablePostgres start() {
        var home = Home.directory("postgres");
        var data = home.resolve("data");
        copy(PostgresFiles.get().data(), data);
        var started = new DurablePostgres(home, unprivileged(), data);
        started.awaitConnections();
        return started;
    }

    /** One that a script starts, in whatever surroundings it makes for it; the script gets the command after its own. */
    static DurablePostgres startedBy(List<String> script, Path data) {
        var started = new DurablePostgres(Home.directory("postgres"), script, data);
        started.awaitConnections();
        return started;
    }

    /** PostgreSQL refuses to be root; in a user namespace without a mapping, root is nobody to itself. */
    static List<String> unprivileged() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
    }

    int port() {
        return port;
    }

    Process process() {
        return process;
    }

    /** What the server wrote so far. */
    String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertNoDeadlock() {
        assertEquals(
                List.of(),
                log().lines().filter(line -> line.contains("deadlock detected")).toList());
    }

    /** The database's address at a port. */
    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Seen past every rule. */
    DataSource superuser() {
        var source = new PGSimpleDataSource();
        source.setUrl(url(port));
        source.setUser("postgres");
        source.setCurrentSchema("metrics");
        return source;
    }

    /** kill -9 of everything, of the first process alone, or of one that serves a connection. */
    void kill(Random random) {
        var family = Processes.family(process.toHandle());
        switch (random.nextInt(3)) {
            case 0 -> Processes.kill(family);
            case 1 -> Processes.kill(family.subList(0, 1));
            default -> Processes.kill(List.of(family.get(random.nextInt(family.size()))));
        }
    }

    /** kill -9 of everything. */
    void kill() {
        Processes.kill(Processes.family(process.toHandle()));
    }

    void freeze() {
        Processes.signal("-STOP", Processes.family(process.toHandle()));
    }

    void thaw() {
        Processes.signal("-CONT", Processes.family(process.toHandle()));
    }

    /** Starts it anew where it was ended, and waits until it has recovered. */
    void recover() {
        await().pollInterval(Duration.ofMillis(20)).atMost(RECOVERED_WITHIN).until(() -> {
            // what an old parent left behind may still hold the files; then a new one ends at once
            if (!process.isAlive()) {
                process = Processes.start(log, command);
            }
            return answers();
        });
    }

    private void awaitConnections() {
        await().pollInterval(Duration.ofMillis(20)).atMost(RECOVERED_WITHIN).until(this::answers);
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(url(port) + "?loginTimeout=2", "postgres", "")) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    static void copy(Path from, Path to) {
        try {
            var copied = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                    .inheritIO()
                    .start();
            assertEquals(0, copied.waitFor());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its log stays. */
    @Override
    public void close() {
        kill();
        Home.delete(data);
    }
}
