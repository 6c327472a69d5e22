package io.opscope.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that speak HTTP/2: they are held to their limits, and told when this gateway ends. */
@Singleton
class Http2Connections {

    private final Http2Limits limits;
    private final Set<ChannelHandlerContext> open = ConcurrentHashMap.newKeySet();

    Http2Connections(Http2Config config) {
        this.limits = Http2Limits.of(config);
    }

    void add(ChannelHandlerContext context, Http2ConnectionHandler http2) {
        FrameRules.apply(context, http2, limits);
        open.add(context);
        context.channel().closeFuture().addListener(closed -> open.remove(context));
    }

    /**
     * Says that there should be no further streams while those that come all the same are still served: which was the last
     * one is said when each has been heard of (RFC 9113, 6.8). A caller who is idle would otherwise learn of the end by a
     * request that it breaks off.
     */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        for (var context : open) {
            context.executor().execute(() -> {
                if (context.handler() instanceof Http2ConnectionHandler http2) {
                    http2.encoder()
                            .frameWriter()
                            .writeGoAway(
                                    context,
                                    Integer.MAX_VALUE,
                                    Http2Error.NO_ERROR.code(),
                                    Unpooled.EMPTY_BUFFER,
                                    context.newPromise());
                    context.flush();
                }
            });
        }
    }
}
