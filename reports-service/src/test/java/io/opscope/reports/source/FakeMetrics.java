package io.opscope.reports.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands at the edge of the network in the metrics service's place: a real HTTP server whose answer each test sets for
 * the user it signs in as.
 */
public class FakeMetrics implements QuarkusTestResourceLifecycleManager {

    private static final FakeMetrics THE_ONE = new FakeMetrics();

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> queries = new ConcurrentHashMap<>();
    private ExecutorService threads;
    private HttpServer server;

    /** Writes an answer; throwing breaks the connection off. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** Answers the holder of this {@code Authorization} header so from now on. */
    public static void answers(String authorization, Answer answer) {
        THE_ONE.answers.put(authorization, answer);
    }

    /** Answers with these lines, each a job. */
    public static void hands(String authorization, String... lines) {
        answers(authorization, exchange -> {
            try (var out = begun(exchange)) {
                for (var line : lines) {
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    /** Starts a good answer of unknown length. */
    public static OutputStream begun(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** What the holder of this header was asked for last. */
    public static String query(String authorization) {
        return THE_ONE.queries.get(authorization);
    }

    @Override
    public Map<String, String> start() {
        return THE_ONE.listen();
    }

    @Override
    public void stop() {
        THE_ONE.server.stop(0);
        THE_ONE.threads.shutdownNow();
    }

    private Map<String, String> listen() {
        try {
            threads = Executors.newCachedThreadPool(work -> {
                var thread = new Thread(work, "fake-metrics");
                thread.setDaemon(true);
                return thread;
            });
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setExecutor(threads);
            server.createContext("/internal/export/jobs", this::handle);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "opscope.upstream.metrics",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "opscope.upstream.silence-timeout",
                "2s",
                "opscope.export.parallelism",
                "4");
    }

    private void handle(HttpExchange exchange) throws IOException {
        var authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        queries.put(authorization, String.valueOf(exchange.getRequestURI().getQuery()));
        var answer = answers.get(authorization);
        if (answer == null) {
            exchange.sendResponseHeaders(500, -1);
        } else {
            answer.to(exchange);
        }
    }
}
