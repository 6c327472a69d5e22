package io.opscope.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;

/** How long a producer waits until a batch of a hundred jobs is acknowledged, against a server that does nothing. */
final class ProducerWait {

    private static final int BATCH = 100;
    private static final int BATCHES = 2_000;
    private static final int WARM_UP = 200;

    private ProducerWait() {}

    static void measure(SuiteUnderTest suite) throws IOException, InterruptedException {
        System.out.printf("%nproducers: %,d batches of %d jobs, each beside the same to a no-op%n", BATCHES, BATCH);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'{', '}'});
            exchange.close();
        });
        server.start();
        try {
            compare(suite, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static void compare(SuiteUnderTest suite, URI noop) throws IOException, InterruptedException {
        var prefix = "wait-" + Instant.now().toEpochMilli();
        var ingest = new Latencies();
        var nothing = new Latencies();
        for (int i = -WARM_UP; i < BATCHES; i++) {
            var body = HttpRequest.BodyPublishers.ofString(batch(prefix + i));
            var request = suite.request(noop)
                    .header("Content-Type", "application/x-ndjson")
                    .POST(body)
                    .build();
            (i < 0 ? new Latencies() : nothing).time(() -> suite.send(request));
            (i < 0 ? new Latencies() : ingest).time(() -> suite.ingest("jobs", body));
        }
        System.out.printf(
                "%-44s p50 %.1f ms, p99 %.1f ms; no-op p99 %.1f ms; added at p99 %.1f ms of 10 ms promised%n",
                "until a batch is committed",
                ingest.percentile(50),
                ingest.percentile(99),
                nothing.percentile(99),
                ingest.percentile(99) - nothing.percentile(99));
    }

    private static String batch(String prefix) {
        var body = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            body.append(SampleJobs.job(prefix, i, BATCH, Instant.now(), Duration.ofMinutes(1)))
                    .append('\n');
        }
        return body.toString();
    }
}
