package io.opscope.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Requests per second of one cached answer: through the gateway, signed in, and straight from the service. */
final class GatewayBeforeDirect {

    private static final int CONNECTIONS = 16;
    private static final long ROUND_MILLIS = 5_000;
    private static final String PATH = "/api/v1/analytics?days=30";

    private GatewayBeforeDirect() {}

    static void measure(SuiteUnderTest suite) throws IOException, InterruptedException {
        suite.get(suite.throughGateway(PATH));
        System.out.printf("%ngateway: %d connections, medians of 5 rounds of %d s in turn%n", CONNECTIONS, 5);
        System.out.printf("%-44s %17s %17s %9s%n", "a cached summary", "through gateway", "direct", "share");
        var vertx = Vertx.vertx();
        try {
            var client = vertx.createHttpClient(
                    new HttpClientOptions().setKeepAlive(true).setIdleTimeout(10),
                    new PoolOptions().setHttp1MaxSize(CONNECTIONS));
            var medians = Rounds.alternate(
                    round -> perSecond(client, suite.token(), suite.throughGateway(PATH)),
                    round -> perSecond(client, suite.token(), suite.atMetrics(PATH)));
            Rounds.print("requests", "/s", medians, medians.one() / medians.other());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static double perSecond(HttpClient client, String token, URI address)
            throws IOException, InterruptedException {
        var answered = new AtomicLong();
        var failures = new ConcurrentLinkedQueue<String>();
        var done = new CountDownLatch(CONNECTIONS);
        var begin = System.nanoTime();
        var end = begin + ROUND_MILLIS * 1_000_000;
        for (int i = 0; i < CONNECTIONS; i++) {
            next(client, token, address, end, answered, failures, done);
        }
        done.await();
        if (!failures.isEmpty()) {
            throw new IOException(failures.size() + " requests to " + address + " failed: " + failures.peek());
        }
        return answered.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private static void next(
            HttpClient client,
            String token,
            URI address,
            long end,
            AtomicLong answered,
            Queue<String> failures,
            CountDownLatch done) {
        if (System.nanoTime() > end) {
            done.countDown();
            return;
        }
        client.request(HttpMethod.GET, address.getPort(), address.getHost(), PATH)
                .compose(request ->
                        request.putHeader("Authorization", "Bearer " + token).send())
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : io.vertx.core.Future.failedFuture("status " + response.statusCode()))
                .onComplete(result -> {
                    if (result.succeeded()) {
                        answered.incrementAndGet();
                    } else {
                        failures.add(result.cause().toString());
                    }
                    next(client, token, address, end, answered, failures, done);
                });
    }
}
