package io.opscope.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Resets streams that stand still by their caller's doing: a window that is never opened holds an answer, and a body that
 * is not sent holds a place, for as long as pings keep the connection alive. A connection that nothing is read from is
 * closed. Used on the connection's event loop only.
 */
final class Stalls {

    private static final int LOOKS = 4;

    /**
     * How much longer is waited where TCP takes nothing: the system takes more only once about a third of what it keeps for a
     * connection is gone, which may be megabytes.
     */
    private static final int PATIENCE_WITH_TCP = 4;

    /** Less than that in all is no movement. */
    private static final int SOME_BYTES = 1024;

    private final ChannelHandlerContext context;
    private final Http2ConnectionHandler handler;
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey key;
    private final long stallNanos;
    private final Movement ofConnection = new Movement();
    private int lastWindow;
    private long lastWaiting;
    private long lastPartLeft;
    private long leftNanos = System.nanoTime();

    Stalls(ChannelHandlerContext context, Http2ConnectionHandler handler, long stallNanos) {
        this.context = context;
        this.handler = handler;
        this.connection = handler.connection();
        this.key = connection.newKey();
        this.stallNanos = stallNanos;
    }

    /** From now on, until the connection ends. */
    void watch() {
        var every = Math.max(1, stallNanos / LOOKS);
        var looking = context.executor().scheduleAtFixedRate(this::look, every, every, TimeUnit.NANOSECONDS);
        context.channel().closeFuture().addListener(closed -> looking.cancel(false));
    }

    void began(Http2Stream stream) {
        stream.setProperty(key, new Movement());
    }

    /** Whether its head was read. */
    boolean knows(Http2Stream stream) {
        return movement(stream) != null;
    }

    /** Some of the body came. */
    void sent(int streamId) {
        var movement = movement(connection.stream(streamId));
        if (movement != null) {
            movement.sentNanos = System.nanoTime();
        }
    }

    /** The caller takes so many bytes more, on a stream or with 0 on all of them. */
    void took(int streamId, int bytes) {
        var movement = streamId == 0 ? ofConnection : movement(connection.stream(streamId));
        if (movement != null) {
            movement.took(bytes);
        }
    }

    private @Nullable Movement movement(@Nullable Http2Stream stream) {
        return stream == null ? null : stream.getProperty(key);
    }

    private void look() {
        var now = System.nanoTime();
        if (isStuck(now)) {
            context.close();
            return;
        }
        var stalled = new ArrayList<Http2Stream>();
        try {
            connection.forEachActiveStream(stream -> {
                var movement = movement(stream);
                if (movement != null && (takesNothing(stream, movement, now) || sendsNothing(stream, movement, now))) {
                    stalled.add(stream);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        for (var stream : stalled) {
            handler.resetStream(context, stream.id(), Http2Error.CANCEL.code(), context.newPromise());
        }
        if (!stalled.isEmpty()) {
            context.flush();
        }
    }

    /**
     * Whether nothing has left for long though some of it would have to: whoever has wide windows may read nothing all the same,
     * and need not widen them while reading. A reset would wait behind the rest.
     */
    private boolean isStuck(long now) {
        var out = context.channel().unsafe().outboundBuffer();
        if (out == null) {
            return false;
        }
        // What is only added to the rest, such as the answer to a ping, is no movement, and neither is a window that is
        // widened.
        var window = handler.encoder().flowController().windowSize(connection.connectionStream());
        var waiting = out.totalPendingWriteBytes();
        var partLeft = out.currentProgress();
        if (waiting == 0 || window < lastWindow || waiting < lastWaiting || partLeft != lastPartLeft) {
            leftNanos = now;
        }
        lastWindow = window;
        lastWaiting = waiting;
        lastPartLeft = partLeft;
        var patience = PATIENCE_WITH_TCP * stallNanos;
        return now - leftNanos > patience && now - ofConnection.tookNanos > patience;
    }

    /** A window has been shut since it was first seen to be, and was not opened in that time. Nothing need wait for it here. */
    private boolean takesNothing(Http2Stream stream, Movement movement, long now) {
        var flow = handler.encoder().flowController();
        var isShut = flow.windowSize(stream) <= 0;
        if (!isShut && flow.windowSize(connection.connectionStream()) > 0) {
            movement.waits = false;
            return false;
        }
        if (!movement.waits) {
            movement.waits = true;
            movement.waitsSinceNanos = now;
        }
        // Where its own window is shut, it is no help that others of the connection are served.
        var tookNanos = isShut ? movement.tookNanos : ofConnection.tookNanos;
        return now - movement.waitsSinceNanos > stallNanos && now - tookNanos > stallNanos;
    }

    /** Where something of the body is here unread, it is not the caller who is slow. */
    private boolean sendsNothing(Http2Stream stream, Movement movement, long now) {
        return stream.state().remoteSideOpen()
                && now - movement.sentNanos > stallNanos
                && handler.decoder().flowController().unconsumedBytes(stream) == 0;
    }

    /** When something moved last, either way. */
    private static final class Movement {

        private long sentNanos = System.nanoTime();
        private long tookNanos = sentNanos;
        private long taken;
        private boolean waits;
        private long waitsSinceNanos;

        private void took(int bytes) {
            taken += bytes;
            if (taken >= SOME_BYTES) {
                taken = 0;
                tookNanos = System.nanoTime();
            }
        }
    }
}
