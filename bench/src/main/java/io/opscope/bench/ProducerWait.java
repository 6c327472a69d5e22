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
    private static final int WARM_UP = 1_000;

    private ProducerWait() {}

    static void measure(SuiteUnderTest suite, Report report) throws IOException, InterruptedException {
        // the head and the body of an answer are written one after the other: the second would wait for the first's
        // receipt
        System.setProperty("sun.net.httpserver.nodelay", "true");
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
            compare(suite, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), report);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static void compare(SuiteUnderTest suite, URI noop, Report report)
            throws IOException, InterruptedException {
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
        var added = ingest.percentile(99) - nothing.percentile(99);
        report.say(
                "%,d batches of %d jobs spread over a minute, each beside the same request to a server that does nothing."
                        + " The median is %.1f ms, 99 of 100 are there in %.1f ms; to the other in %.1f ms. We meant to add"
                        + " 10 ms at most%s.",
                BATCHES,
                BATCH,
                ingest.percentile(50),
                ingest.percentile(99),
                nothing.percentile(99),
                added > 10 ? ": missed" : "");
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
