package io.opscope.gateway.edge;

import io.quarkus.logging.Log;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/** Offers HTTP/2 where connections of it are held to their rules, and nowhere else. */
@Singleton
class Http2Switch implements HttpServerOptionsCustomizer {

    private final Http2Config config;
    private final Http2Connections connections;

    Http2Switch(Http2Config config, Http2Connections connections) {
        this.config = config;
        this.connections = connections;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        decide(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        decide(options);
    }

    private void decide(HttpServerOptions options) {
        var transport = EdgeProvider.transport();
        // The line of a proxy before the first byte would hide from the edge what follows.
        if (transport == null || options.isUseProxyProtocol()) {
            if (options.isHttp2ClearTextEnabled() || options.isUseAlpn()) {
                Log.warn("HTTP/2 is off: its rules do not stand at the edge");
            }
            options.setHttp2ClearTextEnabled(false).setUseAlpn(false);
            return;
        }
        transport.report(connections);
        var settings = options.getInitialSettings();
        settings.setMaxConcurrentStreams(config.streams());
        // A window for each stream, so that one whose body waits here takes none from the others.
        options.setHttp2ConnectionWindowSize(
                Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) config.streams() * windowOf(settings))));
    }

    private static int windowOf(Http2Settings settings) {
        return Math.max(Http2Settings.DEFAULT_INITIAL_WINDOW_SIZE, settings.getInitialWindowSize());
    }
}
