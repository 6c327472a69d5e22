package io.opscope.reports.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.testing.Backend;
import io.opscope.kit.testing.Tokens;
import io.opscope.reports.source.FakeMetrics;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged service, as it is run, in a heap that could not hold what passes through it. */
@Tag("long")
class SmallHeapTest {

    private static final int ROWS = 1_000_000;
    private static final int AT_ONCE = 4;

    @Test
    void aMillionRowsPassThroughAQuarterGigabyteSeveralAtOnce() throws Exception {
        var metrics = new FakeMetrics();
        var backend = new Backend();
        var configuration = Map.of(
                "opscope.auth.jwks", backend.start().get("opscope.auth.jwks"),
                "opscope.upstream.metrics", metrics.start().get("opscope.upstream.metrics"));
        var ann = Tokens.bearer("default", "ann", "user");
        FakeMetrics.answers(ann, exchange -> {
            try (var out = new BufferedOutputStream(FakeMetrics.begun(exchange), 1 << 16)) {
                for (var i = 0; i < ROWS; i++) {
                    out.write(StreamingTest.job(i));
                }
            }
        });
        var port = freePort();
        var service = start(port, configuration);
        try {
            Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
                assertTrue(service.isAlive(), "the service ended early");
                return lines(port, ann, "csv?days=0") >= 0;
            });
            var start = System.nanoTime();
            assertEquals(ROWS + 1, lines(port, ann, "csv"));
            var seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
            assertEquals(ROWS + 2, lines(port, ann, "json"));
            var readers = new ArrayList<Thread>();
            var counts = java.util.Collections.synchronizedList(new ArrayList<Long>());
            for (var i = 0; i < AT_ONCE; i++) {
                var reader = new Thread(() -> counts.add(quietly(port, ann)));
                reader.start();
                readers.add(reader);
            }
            for (var reader : readers) {
                reader.join();
            }
            assertEquals(java.util.Collections.nCopies(AT_ONCE, ROWS + 1L), counts);
            System.out.printf(
                    "1,000,000 rows as CSV in %.1f s; peak resident memory of the service %s%n",
                    seconds, peak(service));
        } finally {
            service.destroy();
            service.waitFor(30, TimeUnit.SECONDS);
            metrics.stop();
            backend.stop();
        }
    }

    private static Process start(int port, Map<String, String> configuration) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-Dquarkus.management.port=0"));
        command.add("-Dquarkus.http.port=" + port);
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "small-heap.log").toFile())
                .start();
    }

    private static long quietly(int port, String authorization) {
        try {
            return lines(port, authorization, "csv");
        } catch (IOException | InterruptedException e) {
            return -1;
        }
    }

    private static long lines(int port, String authorization, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/analytics/export/" + path))
                .header("Authorization", authorization)
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        try (var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            return reader.lines().count();
        }
    }

    private static String peak(Process service) throws IOException {
        var status = Path.of("/proc", String.valueOf(service.pid()), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM"))
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
