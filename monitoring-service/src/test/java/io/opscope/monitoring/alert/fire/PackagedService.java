package io.opscope.monitoring.alert.fire;

import static org.awaitility.Awaitility.await;

import io.opscope.kit.testing.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A replica of the service as it is shipped, in a process of its own. */
final class PackagedService implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);

    private final int port = Processes.freePort();
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private Process process;

    /** Started, and not yet ready. */
    PackagedService(Map<String, String> config) {
        this.log = log();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        config.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + Processes.freePort());
        command.addAll(List.of("-jar", JAR.toString()));
        process = Processes.start(log, command);
    }

    int port() {
        return port;
    }

    /** kill -9. */
    void kill() {
        Processes.kill(List.of(process.toHandle()));
    }

    void restart() {
        process = Processes.start(log, command);
    }

    void awaitReady() {
        await().pollInterval(Duration.ofMillis(50)).atMost(STARTED_WITHIN).until(this::takesConnections);
    }

    @Override
    public void close() {
        kill();
    }

    private boolean takesConnections() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path log() {
        try {
            var directory = Files.createDirectories(Path.of("target", "fire").toAbsolutePath());
            return Files.createTempFile(directory, "monitoring-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
