package io.opscope.gateway.ending;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Processes;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service as it is shipped, in a process of its own that ends and starts again at the same address. */
public final class PackagedReplica implements AutoCloseable {

    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);
    private static final int ENDS_WITHIN_SECONDS = 40;

    /** A JVM that was told to end and did. */
    private static final int TERMINATED = 128 + 15;

    private final int port;
    private final int managementPort;
    private final Path log;
    private final List<String> command = new ArrayList<>();
    private Process process;

    public PackagedReplica(Path jar, int port, int managementPort, Path log, Map<String, String> settings) {
        this.port = port;
        this.managementPort = managementPort;
        this.log = log;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.management.port=" + managementPort);
        command.addAll(List.of("-jar", jar.toString()));
        process = Processes.start(log, command);
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public void awaitReady() {
        await().pollInterval(Duration.ofMillis(100))
                .atMost(STARTED_WITHIN)
                .failFast("It ended, see " + log, () -> !process.isAlive())
                .until(this::isReady);
    }

    private boolean isReady() {
        try {
            var asked = (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready")
                    .toURL()
                    .openConnection();
            return asked.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** As an orchestrator does it: told to end, waited for, started again and waited for. */
    void restart() throws InterruptedException {
        Processes.signal("-TERM", List.of(process.toHandle()));
        assertTrue(process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS), "It does not end, see " + log);
        assertTrue(process.exitValue() == TERMINATED, "It ended with " + process.exitValue());
        process = Processes.start(log, command);
        awaitReady();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        Processes.kill(List.of(process.toHandle()));
    }
}
