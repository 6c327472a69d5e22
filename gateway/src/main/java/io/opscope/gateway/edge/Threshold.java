package io.opscope.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.http.impl.Http1xOrH2CHandler;

/**
 * The first to read what comes over a connection, until it is known which protocol that is. Vert.x offers HTTP/2 in clear
 * text to who begins with it and to who asks to change over, both or neither; changing over would lead through whoever in
 * front hands on the request for it and then every byte. So it is seen to that nobody is heard who asks.
 */
final class Threshold extends ChannelInboundHandlerAdapter {

    /** How Vert.x calls its own. */
    private static final String TLS = "ssl";

    private static final String CHANGES_OVER = "h2c";

    private final EdgeTransport edge;
    private final boolean behindTls;

    Threshold(EdgeTransport edge, boolean behindTls) {
        this.edge = edge;
        this.behindTls = behindTls;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var pipeline = context.pipeline();
        if (!behindTls && pipeline.get(TLS) != null) {
            pipeline.addAfter(TLS, null, new Threshold(edge, true));
            pipeline.remove(this);
            context.fireChannelRead(message);
            return;
        }
        var bytes = (ByteBuf) message;
        // Byte by byte, so that it is between what it decides by and the first request that it decides.
        while (bytes.isReadable() && isUndecided(pipeline)) {
            context.fireChannelRead(bytes.readRetainedSlice(1));
        }
        if (!isUndecided(pipeline)) {
            decided(pipeline);
            pipeline.remove(this);
        }
        if (bytes.isReadable()) {
            context.fireChannelRead(bytes);
        } else {
            bytes.release();
        }
    }

    private static boolean isUndecided(ChannelPipeline pipeline) {
        return pipeline.get(Http1xOrH2CHandler.class) != null;
    }

    private void decided(ChannelPipeline pipeline) {
        var http2 = pipeline.get(Http2ConnectionHandler.class);
        if (http2 != null) {
            edge.cameIn(pipeline.context(http2), http2);
        } else if (pipeline.get(CHANGES_OVER) != null) {
            pipeline.addBefore(CHANGES_OVER, null, new UnheardUpgrade());
        }
    }
}
