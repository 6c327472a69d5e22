package io.opscope.gateway.forward;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections to one replica, kept by each event loop for itself. Vert.x would hand a request to whichever connection
 * was used last: mostly one of another event loop, and each exchange would wake two threads instead of one.
 */
final class Connections {

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final PoolOptions pool;
    private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();

    Connections(Vertx vertx, HttpClientOptions options, PoolOptions pool) {
        this.vertx = vertx;
        this.options = options;
        this.pool = pool;
    }

    /** A request on a connection of the event loop that asks. */
    Future<HttpClientRequest> request(RequestOptions to) {
        var loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
        var client = clients.get(loop);
        if (client == null) {
            client = clients.computeIfAbsent(loop, first -> vertx.createHttpClient(options, pool));
        }
        return client.request(to);
    }
}
