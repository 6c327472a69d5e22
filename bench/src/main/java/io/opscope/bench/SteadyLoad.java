package io.opscope.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Asks so often in a second, whether answers come or not. */
final class SteadyLoad implements AutoCloseable {

    private static final int CONNECTIONS = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setIdleTimeout(60),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));

    /** From each request until the end of its answer. */
    Latencies at(int perSecond, URI address, String token, Duration round) throws IOException, InterruptedException {
        var load = new Load(perSecond, address, token, (long) (perSecond * round.toMillis() / 1_000.0));
        vertx.getOrCreateContext().runOnContext(now -> vertx.setPeriodic(1, load::send));
        load.answered.await();
        if (!load.failures.isEmpty()) {
            throw new IOException(
                    load.failures.size() + " requests to " + address + " failed: " + load.failures.peek());
        }
        return load.latencies;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Load {

        private final int perSecond;
        private final URI address;
        private final String token;
        private final long all;
        private final long begin = System.nanoTime();
        private final Latencies latencies = new Latencies();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final CountDownLatch answered;
        private long sent;

        Load(int perSecond, URI address, String token, long all) {
            this.perSecond = perSecond;
            this.address = address;
            this.token = token;
            this.all = all;
            this.answered = new CountDownLatch(Math.toIntExact(all));
        }

        /** As many as are due. */
        void send(long timer) {
            var due = Math.min(all, (long) ((System.nanoTime() - begin) / NANOS_PER_SECOND * perSecond));
            for (; sent < due; sent++) {
                sendOne();
            }
            if (sent == all) {
                vertx.cancelTimer(timer);
            }
        }

        private void sendOne() {
            var asked = System.nanoTime();
            client.request(
                            HttpMethod.GET,
                            address.getPort(),
                            address.getHost(),
                            address.getRawPath() + '?' + address.getRawQuery())
                    .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                            .send())
                    .compose(response -> response.statusCode() == 200
                            ? response.body()
                            : Future.failedFuture("status " + response.statusCode()))
                    .onComplete(result -> {
                        if (result.succeeded()) {
                            latencies.add((System.nanoTime() - asked) / 1e6);
                        } else {
                            failures.add(result.cause().toString());
                        }
                        answered.countDown();
                    });
        }
    }
}
