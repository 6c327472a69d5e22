package io.opscope.gateway.edge;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;
import org.jspecify.annotations.Nullable;

/**
 * Has Vert.x open its ports with an {@link EdgeTransport}. It is found by its entry in {@code META-INF/services}, before
 * there are any beans; where it was not, {@link Http2Switch} leaves HTTP/2 off.
 */
@RegisterForReflection
public final class EdgeProvider implements VertxServiceProvider {

    private static volatile @Nullable EdgeTransport last;

    @Override
    public void init(VertxBuilder builder) {
        // A native transport was asked for, or something else of somebody's own.
        if (builder.findTransport().getClass() != JDKTransport.class) {
            return;
        }
        var transport = new EdgeTransport();
        builder.findTransport(transport);
        last = transport;
    }

    /** What the ports are opened with; null when it is something else. */
    static @Nullable EdgeTransport transport() {
        return last;
    }
}
