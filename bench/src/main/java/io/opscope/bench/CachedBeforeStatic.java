package io.opscope.bench;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Requests per second of one cached answer, signed in, straight from the service; beside a Quarkus endpoint that hands
 * out as many bytes and does nothing else, and one that gets them from Redis.
 */
final class CachedBeforeStatic {

    private static final String PATH = "/api/v1/analytics/time-series?interval=day&days=30";
    private static final Path STATIC_ENDPOINT = Path.of("bench/static-endpoint/target/quarkus-app/quarkus-run.jar");
    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);

    private CachedBeforeStatic() {}

    static void measure(SuiteUnderTest suite, Report report) throws IOException, InterruptedException {
        if (!Files.exists(STATIC_ENDPOINT)) {
            throw new IOException(STATIC_ENDPOINT + " is not built");
        }
        var bytes = suite.send(suite.request(suite.atMetrics(PATH)).build()).length;
        var port = freePort();
        var plain = start(suite, port, bytes);
        try (var throughput = new Throughput()) {
            awaitConnections(port);
            report.say(
                    "%,d bytes, %d connections, medians of 5 rounds of 5 s in turn, %d cores.",
                    bytes, Throughput.CONNECTIONS, Report.cores());
            report.table("", "cached answer", "the other", "share", "meant to be");
            var base = "http://127.0.0.1:" + port;
            var medians = Rounds.alternate(List.of(
                    round -> throughput.perSecond(suite.atMetrics(PATH), suite.token()),
                    round -> throughput.perSecond(URI.create(base + "/static"), ""),
                    round -> throughput.perSecond(URI.create(base + "/redis"), "")));
            compare(report, "bytes that lie ready", medians.get(0), medians.get(1), 0.7);
            compare(report, "as many bytes from one `GET` of Redis", medians.get(0), medians.get(2), 0.9);
        } finally {
            plain.destroy();
            plain.waitFor();
        }
    }

    private static void compare(Report report, String what, double cached, double other, double wanted) {
        report.row(
                what,
                Report.perSecond(cached),
                Report.perSecond(other),
                Report.times(cached / other),
                Report.atLeast(wanted, cached / other));
    }

    /** With as much memory as the launcher gives the service. */
    private static Process start(SuiteUnderTest suite, int port, int bytes) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dbench.bytes=" + bytes,
                        "-Dquarkus.redis.hosts=" + suite.redis(),
                        "-jar",
                        STATIC_ENDPOINT.toString())
                .redirectErrorStream(true)
                .redirectOutput(File.createTempFile("static-endpoint", ".log"))
                .start();
    }

    private static void awaitConnections(int port) throws IOException, InterruptedException {
        var end = Instant.now().plus(STARTED_WITHIN);
        while (true) {
            try (var socket = new Socket("127.0.0.1", port)) {
                return;
            } catch (ConnectException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
