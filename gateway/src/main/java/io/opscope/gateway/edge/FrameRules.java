package io.opscope.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Stands between Netty, which reads frames, and Vert.x, which makes requests of them. A head that is malformed costs its
 * stream, since the next one can be told from it all the same; frames without number cost the connection. Netty itself
 * bounds resets, empty frames, what a head takes and in how many pieces it comes.
 */
final class FrameRules extends Http2FrameListenerDecorator {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Http2ConnectionHandler connection;
    private final Http2Limits limits;
    private final Stalls stalls;
    private final boolean overTls;
    private long periodBeganNanos = System.nanoTime();
    private int idleFrames;

    private FrameRules(
            Http2FrameListener vertx,
            ChannelHandlerContext context,
            Http2ConnectionHandler connection,
            Http2Limits limits) {
        super(vertx);
        this.connection = connection;
        this.limits = limits;
        this.stalls = new Stalls(context, connection, limits.stallNanos());
        this.overTls = context.pipeline().get(SslHandler.class) != null;
    }

    /** Called before the first frame is read. Vert.x takes its own place with the first settings. */
    static void apply(ChannelHandlerContext context, Http2ConnectionHandler connection, Http2Limits limits) {
        // Netty counts only once the caller says to have read how many there may be.
        connection.connection().remote().maxActiveStreams(limits.streams());
        var decoder = connection.decoder();
        decoder.frameListener(new Http2FrameListenerDecorator(decoder.frameListener()) {
            @Override
            public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
                super.onSettingsRead(ctx, settings);
                var rules = new FrameRules(decoder.frameListener(), context, connection, limits);
                decoder.frameListener(rules);
                rules.stalls.watch();
            }
        });
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream)
            throws Http2Exception {
        check(streamId, headers, endOfStream);
        super.onHeadersRead(ctx, streamId, headers, padding, endOfStream);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean endOfStream)
            throws Http2Exception {
        check(streamId, headers, endOfStream);
        super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, endOfStream);
    }

    /** Of trailers nothing is kept: Vert.x ends the body with them. */
    private void check(int streamId, Http2Headers head, boolean endOfStream) throws Http2Exception {
        var stream = connection.connection().stream(streamId);
        if (stream == null || stalls.knows(stream)) {
            return;
        }
        var flaw = Http2Head.flawOf(head, limits.longestBody());
        if (flaw != null) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "Malformed request: %s", flaw);
        }
        Http2Head.translate(head, endOfStream, overTls);
        stalls.began(stream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        stalls.sent(streamId);
        return super.onDataRead(ctx, streamId, data, padding, endOfStream);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int windowSizeIncrement)
            throws Http2Exception {
        // Not counted: some callers widen a window by each frame, however little is left for it, and no answer is owed.
        stalls.took(streamId, windowSizeIncrement);
        super.onWindowUpdateRead(ctx, streamId, windowSizeIncrement);
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        count();
        super.onPingRead(ctx, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        count();
        super.onPingAckRead(ctx, data);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        count();
        super.onSettingsRead(ctx, settings);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
        count();
        super.onSettingsAckRead(ctx);
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext ctx, int streamId, int streamDependency, short weight, boolean exclusive)
            throws Http2Exception {
        count();
        super.onPriorityRead(ctx, streamId, streamDependency, weight, exclusive);
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext ctx, byte frameType, int streamId, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        count();
    }

    private void count() throws Http2Exception {
        var now = System.nanoTime();
        if (now - periodBeganNanos > PERIOD_NANOS) {
            periodBeganNanos = now;
            idleFrames = 0;
        }
        idleFrames++;
        if (idleFrames > limits.idleFrames()) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "More than %d frames that move nothing", limits.idleFrames());
        }
    }
}
