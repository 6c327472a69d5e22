package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;

import io.opscope.kit.testing.Processes;
import io.opscope.kit.testing.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service as it is shipped, in a process of its own and in its default configuration. */
final class PackagedService implements AutoCloseable {

    private static final Path JAR =
            Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();

    /** Of a start that met no database, on the thread that starts, and of a connection to Redis that ended. */
    private static final List<String> EXPECTED_ERRORS =
            List.of("(main)", "[io.vertx.redis.client.impl.RedisConnectionManager]");

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(1);

    private final int port = Processes.freePort();
    private final int managementPort = Processes.freePort();
    private final Path log = Home.directory("service").resolve("service.log");
    private final List<String> command = new ArrayList<>();
    private Process process;

    /** Started, and not yet ready. */
    PackagedService(List<String> jvmOptions, String databaseUrl, int redisPort) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        Map.of(
                        "opscope.database.url",
                        databaseUrl,
                        "opscope.database.password",
                        PostgresFiles.PASSWORD,
                        "opscope.database.owner-password",
                        PostgresFiles.PASSWORD,
                        "opscope.redis.url",
                        "redis://127.0.0.1:" + redisPort,
                        "opscope.auth.jwks",
                        Tokens.jwks(),
                        "quarkus.http.port",
                        String.valueOf(port),
                        "quarkus.management.port",
                        String.valueOf(managementPort))
                .forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        process = Processes.start(log, command);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        Processes.kill(List.of(process.toHandle()));
    }

    /** Starts it anew where it was ended; it may take its time. */
    void restart() {
        if (!process.isAlive()) {
            process = Processes.start(log, command);
        }
    }

    /** Waits until it takes connections, started again if it found no database to start with. */
    void awaitReady() {
        await().pollInterval(Duration.ofMillis(50)).atMost(STARTED_WITHIN).until(() -> {
            restart();
            return takesConnections();
        });
    }

    /** What it wrote so far. */
    String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it logged of failures that it had no name for. */
    List<String> errors() {
        return log().lines()
                .filter(line -> line.contains(" ERROR "))
                .filter(line -> EXPECTED_ERRORS.stream().noneMatch(line::contains))
                .toList();
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
}
