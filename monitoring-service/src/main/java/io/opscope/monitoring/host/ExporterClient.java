package io.opscope.monitoring.host;

import io.opscope.kit.net.Destination;
import io.opscope.monitoring.source.NodeExporter;
import io.opscope.monitoring.source.SourceGuard;
import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.parsetools.RecordParser;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks node_exporters at addresses that users enter. Only hosts and ports that the operator listed are called, at the
 * address that was checked; nothing is followed elsewhere, and of an answer a few lines are read, up to a limit in bytes and
 * in time. Nobody waits for it.
 */
@Singleton
class ExporterClient {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int OK = 200;

    /** That are looked up at the same time. */
    private static final int MOST_NAMES = 64;

    private final Vertx vertx;
    private final SourceGuard guard;
    private final HttpClient http;

    /** Names are looked up here, each on a thread of its own, as one that hangs holds it. */
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, MOST_NAMES, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                var thread = new Thread(work, "node-exporter");
                thread.setDaemon(true);
                return thread;
            });

    ExporterClient(Vertx vertx, SourceGuard guard) {
        this.vertx = vertx;
        this.guard = guard;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()))
                        .setKeepAlive(false)
                        .setDecompressionSupported(false)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(1));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /** Asks; the figures, or that there are none, are handed over once, mostly later and on another thread. */
    void ask(NodeExporter exporter, Consumer<Future<Sample>> taker) {
        try {
            threads.execute(() -> destination(exporter)
                    .compose(destination -> asked(exporter, destination))
                    .onComplete(result -> taker.accept((Future<Sample>) result)));
        } catch (RejectedExecutionException e) {
            taker.accept(Future.failedFuture("Too many names hang"));
        }
    }

    private Future<Destination> destination(NodeExporter exporter) {
        try {
            return Future.succeededFuture(guard.destination(exporter));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Sample> asked(NodeExporter exporter, Destination destination) {
        var options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(
                        destination.port(), destination.addresses().get(0).getHostAddress()))
                .setHost(exporter.host())
                .setPort(exporter.port())
                .setSsl(exporter.isTls())
                .setMethod(HttpMethod.GET)
                .setURI(exporter.path())
                .setTimeout(PATIENCE.toMillis())
                .putHeader("Accept", "text/plain;version=0.0.4")
                .putHeader("User-Agent", "Opscope");
        return http.request(options)
                .compose(request -> request.send().compose(response -> read(response, exporter)))
                .onFailure(e -> Log.debugf("A node_exporter did not answer: %s", e));
    }

    private Future<Sample> read(HttpClientResponse response, NodeExporter exporter) {
        if (response.statusCode() != OK) {
            response.request().reset();
            return Future.failedFuture("It answered " + response.statusCode());
        }
        var text = new ExporterText(exporter.mountpoint());
        var done = Promise.<Sample>promise();
        var left = new int[] {MOST_BYTES};
        var timer = vertx.setTimer(PATIENCE.toMillis(), id -> done.tryFail("It took too long"));
        RecordParser.newDelimited("\n", response)
                .maxRecordSize(LONGEST_LINE)
                .exceptionHandler(done::tryFail)
                .endHandler(end -> done.tryComplete(text.sample()))
                .handler(line -> {
                    left[0] -= line.length() + 1;
                    if (left[0] < 0) {
                        done.tryFail("It does not end");
                    } else if (!done.future().isComplete()) {
                        text.take(line.toString());
                    }
                });
        return done.future().onComplete(result -> {
            vertx.cancelTimer(timer);
            if (result.failed()) {
                response.request().reset();
            }
        });
    }
}
