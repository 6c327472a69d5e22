package io.opscope.monitoring.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that alerts are told to, at the network's edge: answers as it is told to, and remembers everything. */
public final class Hook implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private volatile Function<Call, Reply> behaviour = call -> new Reply(200, Map.of());

    public Hook() {
        this(0);
    }

    public Hook(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public void answers(Function<Call, Reply> behaviour) {
        this.behaviour = behaviour;
    }

    /** Everything it was told, in the order it came. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** What it was told and took. */
    public List<Call> taken() {
        return calls.stream().filter(call -> call.status() / 100 == 2).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var call = new Call(exchange.getRequestURI().toString(), headers, body, 0);
            var reply = behaviour.apply(call);
            calls.add(new Call(call.path(), headers, body, reply.status()));
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            if (reply.status() == 0) {
                return;
            }
            exchange.sendResponseHeaders(reply.status(), -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** @param status it was answered with */
    public record Call(String path, Map<String, String> headers, String body, int status) {}

    /** @param status 0 to break the connection off */
    public record Reply(int status, Map<String, String> headers) {}
}
