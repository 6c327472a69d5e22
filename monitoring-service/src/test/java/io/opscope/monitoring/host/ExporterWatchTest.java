package io.opscope.monitoring.host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.opscope.monitoring.source.NodeExporter;
import io.opscope.monitoring.source.TestGuard;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One real exporter, and names whose servers behave badly. */
class ExporterWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer web;

    @BeforeEach
    void start() throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        web.createContext("/", exchange -> {
            try (exchange) {
                var figures = "node_memory_MemTotal_bytes 4e+09\nnode_memory_MemAvailable_bytes 1e+09\n"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, figures.length);
                exchange.getResponseBody().write(figures);
            }
        });
        web.start();
    }

    @AfterEach
    void stop() throws Exception {
        end.countDown();
        web.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void oneThatFailsInAnUnforeseenWayIsAskedAgain() {
        var asked = new AtomicInteger();
        var client = client(Map.of("odd", () -> {
            asked.incrementAndGet();
            return new IllegalStateException("a resolver's own fault");
        }));
        var watch = new ExporterWatch(client, exporter("odd"), EVERY);
        for (var times = 1; times <= 3; times++) {
            var wanted = times;
            await().atMost(PATIENCE).until(() -> {
                assertNull(watch.newest());
                return asked.get() >= wanted && watch.hasFailed();
            });
        }
        client.stop();
    }

    @Test
    void namesThatHangHoldUpNobodyElse() {
        var client = client(Map.of("hangs", this::lookedUpAtTheEnd));
        var hanging = new ArrayList<ExporterWatch>();
        for (var i = 0; i < 20; i++) {
            var one = new ExporterWatch(client, exporter("hangs"), EVERY);
            assertNull(one.newest());
            hanging.add(one);
        }
        var well = new ExporterWatch(client, exporter("127.0.0.1"), EVERY);
        await().atMost(PATIENCE).until(() -> well.newest() != null);
        assertNotNull(well.newest().memory());
        end.countDown();
        await().atMost(PATIENCE).until(() -> hanging.stream().allMatch(ExporterWatch::hasFailed));
        client.stop();
    }

    @Test
    void whereMoreNamesHangThanThereAreThreadsTheOthersAreToldSoAndAskAgain() {
        var client = client(Map.of("hangs", this::lookedUpAtTheEnd));
        for (var i = 0; i < 64; i++) {
            new ExporterWatch(client, exporter("hangs"), EVERY).newest();
        }
        var well = new ExporterWatch(client, exporter("127.0.0.1"), EVERY);
        assertNull(well.newest());
        assertTrue(well.hasFailed());
        end.countDown();
        await().atMost(PATIENCE).until(() -> well.newest() != null);
        assertFalse(well.hasFailed());
        client.stop();
    }

    private ExporterClient client(Map<String, Supplier<RuntimeException>> names) {
        return new ExporterClient(vertx, new TestGuard(names));
    }

    private NodeExporter exporter(String host) {
        return new NodeExporter(false, host, web.getAddress().getPort(), "/metrics", null);
    }

    private RuntimeException lookedUpAtTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new IllegalStateException("no such name");
    }
}
