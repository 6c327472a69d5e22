package io.opscope.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

/** A server that takes WebSockets and never says anything. */
final class SilentSockets implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = vertx.createHttpServer().webSocketHandler(socket -> {});

    SilentSockets() {
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
