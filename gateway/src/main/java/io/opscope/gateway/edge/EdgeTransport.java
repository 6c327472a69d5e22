package io.opscope.gateway.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import org.jspecify.annotations.Nullable;

/** How Vert.x opens ports, with a {@link Threshold} in every connection that comes in by them. */
final class EdgeTransport extends JDKTransport {

    private volatile @Nullable Http2Connections connections;

    /** Before the first port is opened; without it, nobody may be offered HTTP/2. */
    void report(Http2Connections to) {
        connections = to;
    }

    void cameIn(ChannelHandlerContext context, Http2ConnectionHandler http2) {
        var reported = connections;
        if (reported == null) {
            context.close();
        } else {
            reported.add(context, http2);
        }
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new Arrivals(this));
    }

    /** Sees connections before Vert.x does. */
    @Sharable
    private static final class Arrivals extends ChannelInboundHandlerAdapter {

        private final EdgeTransport edge;

        private Arrivals(EdgeTransport edge) {
            this.edge = edge;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Channel arrived) {
                arrived.pipeline().addLast(new Threshold(edge, false));
            }
            context.fireChannelRead(message);
        }
    }
}
