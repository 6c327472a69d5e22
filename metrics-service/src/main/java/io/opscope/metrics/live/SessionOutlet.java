package io.opscope.metrics.live;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.quarkus.logging.Log;
import io.undertow.websockets.UndertowSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** A plain WebSocket: one frame on its way at a time, the others wait. */
final class SessionOutlet implements Outlet {

    private static final int FAREWELL_SECONDS = 2;

    private final Session session;
    private final LiveConfig config;
    private final Deque<LiveEvent> waiting = new ArrayDeque<>();
    private boolean sending;
    private Instant since = Instant.EPOCH;

    SessionOutlet(Session session, LiveConfig config) {
        this.session = session;
        this.config = config;
    }

    @Override
    public boolean take(LiveEvent event) {
        synchronized (waiting) {
            if (sending) {
                var tooLong = since.plus(config.patience()).isBefore(Instant.now());
                return waiting.size() < config.waitingEvents() && !tooLong && waiting.add(event);
            }
            sending = true;
            since = Instant.now();
        }
        send(event);
        return true;
    }

    /** Goes around the session's own sending, which would encode the text anew for each of thousands of sockets. */
    private void send(LiveEvent event) {
        channel()
                .writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(event.frame())))
                .addListener(sent -> {
                    if (sent.isSuccess()) {
                        sendNext();
                    } else {
                        // its end is noticed where it is listened to
                        Log.debugf("A frame was not sent: %s", sent.cause());
                    }
                });
    }

    private void sendNext() {
        LiveEvent next;
        synchronized (waiting) {
            next = waiting.poll();
            sending = next != null;
            since = Instant.now();
        }
        if (next != null) {
            send(next);
        }
    }

    private Channel channel() {
        return ((UndertowSession) session).getChannel();
    }

    @Override
    public void close(Farewell why) {
        var code =
                switch (why) {
                    case EXPIRED -> CloseReason.CloseCodes.VIOLATED_POLICY;
                    case TOO_SLOW -> CloseReason.CloseCodes.TRY_AGAIN_LATER;
                    case LEAVING -> CloseReason.CloseCodes.GOING_AWAY;
                };
        try {
            if (session.isOpen()) {
                session.close(new CloseReason(code, why.words()));
                // who takes nothing takes no farewell either
                channel().eventLoop().schedule(() -> channel().close(), FAREWELL_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            Log.debugf("A socket that was let go did not close: %s", e.getMessage());
        }
    }
}
