package io.opscope.metrics.live;

import io.quarkus.logging.Log;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** A plain WebSocket: one frame on its way at a time, the others wait. */
final class SessionOutlet implements Outlet {

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

    private void send(LiveEvent event) {
        session.getAsyncRemote().sendText(event.frame(), sent -> {
            if (sent.isOK()) {
                sendNext();
            } else {
                // its end is noticed where it is listened to
                Log.debugf("A frame was not sent: %s", sent.getException());
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

    @Override
    public void close(Farewell why) {
        var code = why == Farewell.EXPIRED
                ? CloseReason.CloseCodes.VIOLATED_POLICY
                : CloseReason.CloseCodes.TRY_AGAIN_LATER;
        try {
            if (session.isOpen()) {
                session.close(new CloseReason(code, why.words()));
            }
        } catch (IOException e) {
            Log.debugf("A socket that was let go did not close: %s", e.getMessage());
        }
    }
}
