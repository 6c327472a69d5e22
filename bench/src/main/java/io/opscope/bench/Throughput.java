package io.opscope.bench;

import io.vertx.core.Future;
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

/** Asks an address again and again over some kept connections, and tells how many answers a second came. */
final class Throughput implements AutoCloseable {

    static final int CONNECTIONS = 16;
    private static final long ROUND_MILLIS = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setIdleTimeout(10),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));

    /** Answers per second during a round of five seconds; any that is not 200 ends the measurement. */
    double perSecond(URI address, String token) throws IOException, InterruptedException {
        var round = new Round(address, token, System.nanoTime() + ROUND_MILLIS * 1_000_000);
        var begin = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            next(round);
        }
        round.done.await();
        if (!round.failures.isEmpty()) {
            throw new IOException(
                    round.failures.size() + " requests to " + address + " failed: " + round.failures.peek());
        }
        return round.answered.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private void next(Round round) {
        if (System.nanoTime() > round.end) {
            round.done.countDown();
            return;
        }
        var address = round.address;
        var path = address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        client.request(HttpMethod.GET, address.getPort(), address.getHost(), path)
                .compose(request -> request.putHeader("Authorization", "Bearer " + round.token)
                        .send())
                .compose(response -> response.statusCode() == 200
                        ? response.body()
                        : Future.failedFuture("status " + response.statusCode()))
                .onComplete(result -> {
                    if (result.succeeded()) {
                        round.answered.incrementAndGet();
                    } else {
                        round.failures.add(result.cause().toString());
                    }
                    next(round);
                });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static final class Round {

        private final URI address;
        private final String token;
        private final long end;
        private final AtomicLong answered = new AtomicLong();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final CountDownLatch done = new CountDownLatch(CONNECTIONS);

        Round(URI address, String token, long end) {
            this.address = address;
            this.token = token;
            this.end = end;
        }
    }
}
