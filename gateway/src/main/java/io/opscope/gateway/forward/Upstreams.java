package io.opscope.gateway.forward;

import io.opscope.gateway.route.Destination;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/** The services with a pool of connections to each: one that hangs takes nobody else's connections. */
@Singleton
class Upstreams {

    private static final int PLAIN_HTTP = 80;

    private final Map<Destination, Upstream> upstreams = new EnumMap<>(Destination.class);
    private final WebSocketClient webSockets;

    Upstreams(Vertx vertx, UpstreamConfig addresses, ForwardConfig config, Breakers breakers) {
        for (var service : Destination.values()) {
            var replicas = addresses.of(service).stream()
                    .map(address -> replica(vertx, service, address, config, breakers))
                    .toList();
            upstreams.put(service, new Upstream(service, replicas));
        }
        this.webSockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                // Whoever came after the last one here would wait without end; the bridge counts and refuses.
                .setMaxConnections(Integer.MAX_VALUE));
    }

    Upstream of(Destination service) {
        var upstream = upstreams.get(service);
        if (upstream == null) {
            throw new IllegalStateException("No address is known for " + service);
        }
        return upstream;
    }

    WebSocketClient webSockets() {
        return webSockets;
    }

    private static Replica replica(
            Vertx vertx, Destination service, URI address, ForwardConfig config, Breakers breakers) {
        if (!"http".equals(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "opscope.upstream." + service.id() + " is no http:// address: " + address);
        }
        var port = address.getPort() < 0 ? PLAIN_HTTP : address.getPort();
        var options = new HttpClientOptions()
                .setDefaultHost(address.getHost())
                .setDefaultPort(port)
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setIdleTimeout(Math.toIntExact(config.idleTimeout().toSeconds()))
                .setKeepAliveTimeout(60)
                .setMaxWaitQueueSize(config.waiting())
                .setDecompressionSupported(false)
                .setTcpNoDelay(true);
        var pool = new PoolOptions().setHttp1MaxSize(config.connections());
        return breakers.replica(service, address.getHost(), port, new Connections(vertx, options, pool));
    }
}
