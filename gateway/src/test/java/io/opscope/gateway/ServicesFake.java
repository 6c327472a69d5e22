package io.opscope.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands where metrics and reports stand: says back what it was asked, and misbehaves when {@code case=} asks for it.
 * Nobody stands where monitoring stands.
 */
public class ServicesFake implements QuarkusTestResourceLifecycleManager {

    private static final int MEGABYTE = 1024 * 1024;

    private final Map<String, JsonObject> directory = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger opening = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final AtomicInteger directoryRefusals = new AtomicInteger();
    private @Nullable Vertx vertx;

    @Override
    public Map<String, String> start() {
        // Quarkus switches the WebSockets of Vert.x servers off when it has been started once, and this is no Quarkus.
        System.setProperty("vertx.disableWebsockets", "false");
        var started = Vertx.vertx();
        vertx = started;
        HttpServer server = started.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .webSocketHandler(this::talk)
                .requestHandler(this::answer)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var address = "http://127.0.0.1:" + server.actualPort();
        return Map.of(
                "opscope.upstream.metrics", address,
                "opscope.upstream.reports", address,
                "opscope.upstream.monitoring", "http://127.0.0.1:1",
                "opscope.upstream.metrics-management", address,
                "opscope.upstream.reports-management", address,
                "opscope.upstream.monitoring-management", "http://127.0.0.1:1");
    }

    private void answer(HttpServerRequest request) {
        var how = request.getParam("case");
        if (request.path().startsWith("/seen")) {
            told(request);
        } else if (request.method() == HttpMethod.PUT && request.path().startsWith("/api/v1/directory/users/")) {
            learn(request);
        } else if (how == null) {
            echo(request);
        } else {
            misbehave(request, how);
        }
    }

    /** What tests ask about. */
    private void told(HttpServerRequest request) {
        if (request.path().equals("/seen/refuse-directory")) {
            directoryRefusals.set(3);
        }
        var known = new JsonObject();
        directory.forEach(known::put);
        request.response()
                .end(new JsonObject()
                        .put("directory", known)
                        .put("opening", opening.get())
                        .put("cancelled", cancelled.get())
                        .toBuffer());
    }

    private void learn(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (directoryRefusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                request.response().setStatusCode(503).end();
                return;
            }
            var entry = body.toJsonObject().put("authorization", request.getHeader("Authorization"));
            directory.put(request.path().substring(request.path().lastIndexOf('/') + 1), entry);
            request.response().setStatusCode(200).end();
        });
    }

    private static void echo(HttpServerRequest request) {
        var length = new long[1];
        request.handler(chunk -> length[0] += chunk.length());
        request.endHandler(end -> {
            if (request.method() == HttpMethod.HEAD) {
                request.response().putHeader("Content-Length", "1234").end();
                return;
            }
            var headers = new JsonObject();
            request.headers().forEach(header -> {
                var name = header.getKey().toLowerCase(Locale.ROOT);
                var values = headers.getJsonArray(name, new JsonArray());
                headers.put(name, values.add(header.getValue()));
            });
            request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject()
                            .put("method", request.method().name())
                            .put("uri", request.uri())
                            .put("headers", headers)
                            .put("received", length[0])
                            .toBuffer());
        });
    }

    private void misbehave(HttpServerRequest request, String how) {
        var response = request.response();
        switch (how) {
            case "silent" -> response.closeHandler(closed -> cancelled.incrementAndGet());
            case "deaf" -> request.pause();
            case "endless" -> {
                response.closeHandler(closed -> cancelled.incrementAndGet());
                response.setChunked(true);
                pump(response, Long.MAX_VALUE, done -> response.end());
            }
            case "stubborn" -> {
                request.pause();
                response.closeHandler(closed -> cancelled.incrementAndGet());
                response.setChunked(true);
                pump(response, Long.MAX_VALUE, done -> response.end());
            }
            case "large" -> {
                response.setChunked(true);
                pump(response, Long.parseLong(request.getParam("megabytes")), done -> response.end());
            }
            case "broken" -> {
                response.setChunked(true);
                response.write("half of it")
                        .onComplete(written -> request.connection().close());
            }
            case "hops" ->
                response.putHeader("Connection", "X-Between-Us, keep-alive")
                        .putHeader("X-Between-Us", "secret")
                        .putHeader("Keep-Alive", "timeout=5")
                        .putHeader("X-For-All", "yes")
                        .putHeader("Set-Cookie", "opscope_session=planted; Path=/")
                        .putHeader("Server", "one with a known weakness")
                        .putHeader("Location", "http://" + request.getHeader("Host") + "/api/v1/jobs/1")
                        .end("ok");
            case "early" -> response.setStatusCode(413).end("too much");
            default -> response.setStatusCode(Integer.parseInt(how)).end();
        }
    }

    /** Writes as fast as it is taken. */
    private static void pump(HttpServerResponse response, long megabytes, Handler<Void> done) {
        var chunk = Buffer.buffer(new byte[MEGABYTE]);
        var left = new long[] {megabytes};
        Handler<Void> more = new Handler<>() {
            @Override
            public void handle(@Nullable Void event) {
                while (left[0] > 0 && !response.closed()) {
                    left[0]--;
                    response.write(chunk);
                    if (response.writeQueueFull()) {
                        response.drainHandler(this);
                        return;
                    }
                }
                if (!response.closed()) {
                    done.handle(null);
                }
            }
        };
        more.handle(null);
    }

    private void talk(ServerWebSocket socket) {
        if (!socket.path().equals("/ws/live")) {
            socket.reject(404);
            return;
        }
        if ("refuse".equals(socket.query())) {
            socket.reject(409);
            return;
        }
        if ("silent".equals(socket.query())) {
            socket.closeHandler(closed -> cancelled.incrementAndGet());
            socket.setHandshake(Promise.<Integer>promise().future());
            return;
        }
        if ("slow".equals(socket.query())) {
            opening.incrementAndGet();
            var handshake = Promise.<Integer>promise();
            socket.closeHandler(closed -> cancelled.incrementAndGet());
            socket.setHandshake(handshake.future());
            timers.schedule(() -> handshake.complete(101), 1, TimeUnit.SECONDS);
            return;
        }
        socket.writeTextMessage(new JsonObject()
                .put("event", "opened")
                .put("authorization", socket.headers().get("Authorization"))
                .put("cookie", socket.headers().get("Cookie"))
                .put("query", socket.query())
                .toString());
        socket.textMessageHandler(text -> {
            if (text.equals("close")) {
                socket.close((short) 4001, "as you wish");
            } else {
                socket.writeTextMessage("again: " + text);
            }
        });
        socket.binaryMessageHandler(socket::writeBinaryMessage);
        socket.closeHandler(closed -> cancelled.incrementAndGet());
    }

    @Override
    public void stop() {
        timers.shutdownNow();
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
