package io.opscope.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Requests per second of one cached answer, signed in, straight from the service; beside a Quarkus endpoint that hands
 * out as many bytes and does nothing else, and one that gets them from Redis.
 */
final class CachedBeforeStatic {

    private static final String PATH = "/api/v1/analytics/time-series?interval=day&days=30";
    private static final Path STATIC_ENDPOINT = Path.of("bench/static-endpoint/target/quarkus-app/quarkus-run.jar");

    private CachedBeforeStatic() {}

    static void measure(SuiteUnderTest suite, Report report) throws IOException, InterruptedException {
        if (!Files.exists(STATIC_ENDPOINT)) {
            throw new IOException(STATIC_ENDPOINT + " is not built");
        }
        var bytes = suite.send(suite.request(suite.atMetrics(PATH)).build()).length;
        try (var plain = start(suite, bytes);
                var throughput = new Throughput()) {
            report.say(
                    "%,d bytes, %d connections, medians of 5 rounds of 5 s in turn, %d cores.",
                    bytes, Throughput.CONNECTIONS, Report.cores());
            report.table("", "cached answer", "the other", "share", "meant to be");
            var medians = Rounds.alternate(List.of(
                    round -> throughput.perSecond(suite.atMetrics(PATH), suite.token()),
                    round -> throughput.perSecond(plain.address("/static"), ""),
                    round -> throughput.perSecond(plain.address("/redis"), "")));
            compare(report, "bytes that lie ready", medians.get(0), medians.get(1), 0.7);
            compare(report, "as many bytes from one `GET` of Redis", medians.get(0), medians.get(2), 0.9);
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
    private static LoopbackServer start(SuiteUnderTest suite, int bytes) throws IOException, InterruptedException {
        var port = LoopbackServer.freePort();
        return new LoopbackServer(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dbench.bytes=" + bytes,
                        "-Dquarkus.redis.hosts=" + suite.redis(),
                        "-jar",
                        STATIC_ENDPOINT.toString()),
                port);
    }
}
