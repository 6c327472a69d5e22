package io.opscope.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Words the wish to change over to HTTP/2 so that Vert.x does not grant it, which it does for the first request of a
 * connection only. It stays an upgrade to something that is not offered: what else is checked of upgrades sees it.
 */
final class UnheardUpgrade extends ChannelInboundHandlerAdapter {

    private static final String HTTP_2 = "h2c";
    private static final String NOT_OFFERED = "h2c/not-offered";

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            var protocols = request.headers().getAll(HttpHeaderNames.UPGRADE);
            if (protocols.stream().anyMatch(HTTP_2::equalsIgnoreCase)) {
                request.headers()
                        .set(
                                HttpHeaderNames.UPGRADE,
                                protocols.stream()
                                        .map(protocol -> HTTP_2.equalsIgnoreCase(protocol) ? NOT_OFFERED : protocol)
                                        .toList());
            }
            context.pipeline().remove(this);
        }
        context.fireChannelRead(message);
    }
}
