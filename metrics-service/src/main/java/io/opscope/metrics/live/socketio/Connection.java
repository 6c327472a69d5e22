package io.opscope.metrics.live.socketio;

import io.opscope.kit.auth.VerifiedToken;
import io.opscope.metrics.live.LiveConfig;
import io.opscope.metrics.live.LiveEvent;
import io.opscope.metrics.live.Outlet;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of Engine.IO, whatever carries it: packets wait here until a poll fetches them or the WebSocket takes
 * them, one after the other. Nothing outside is called while its lock is held.
 */
final class Connection implements Outlet {

    private static final short POLICY_VIOLATION = 1008;
    private static final short GOING_AWAY = 1001;
    private static final short TRY_AGAIN_LATER = 1013;
    private static final short NORMAL = 1000;

    private final String sid;
    private final VerifiedToken owner;
    private final Conversation conversation;
    private final LiveConfig config;
    private final Vertx vertx;
    private final Consumer<Connection> whenClosed;

    // guarded by this
    private final Deque<String> packets = new ArrayDeque<>();
    private @Nullable Consumer<String> poll;
    private @Nullable ServerWebSocket socket;
    private boolean upgrading;
    private boolean writing;
    private boolean closed;
    private Instant writingSince = Instant.EPOCH;
    private long timer;

    Connection(
            String sid,
            VerifiedToken owner,
            Conversation conversation,
            LiveConfig config,
            Vertx vertx,
            Consumer<Connection> whenClosed) {
        this.sid = sid;
        this.owner = owner;
        this.conversation = conversation;
        this.config = config;
        this.vertx = vertx;
        this.whenClosed = whenClosed;
        this.timer = vertx.setTimer(Packets.PING_EVERY.toMillis(), due -> ping());
    }

    String sid() {
        return sid;
    }

    /** Who opened it. */
    VerifiedToken owner() {
        return owner;
    }

    /** Whether the one who asks is the one who opened it. */
    boolean belongsTo(VerifiedToken asker) {
        return owner.scope().tenant().equals(asker.scope().tenant())
                && owner.scope().userId().equals(asker.scope().userId());
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Whether it is still carried by polls, which a WebSocket may take over from. */
    synchronized boolean isPolled() {
        return socket == null && !closed;
    }

    synchronized boolean isCarriedBy(ServerWebSocket webSocket) {
        return socket == webSocket;
    }

    /** Carried by this WebSocket from now on. */
    void carriedBy(ServerWebSocket webSocket) {
        Consumer<String> waiting;
        synchronized (this) {
            upgrading = false;
            socket = webSocket;
            waiting = poll;
            poll = null;
        }
        if (waiting != null) {
            waiting.accept(Packets.NOTHING);
        }
        flush();
    }

    /** Between the probe and the change to a WebSocket no poll is kept waiting. */
    void upgrading(boolean is) {
        Consumer<String> waiting = null;
        synchronized (this) {
            upgrading = is;
            if (is) {
                waiting = poll;
                poll = null;
            }
        }
        if (waiting != null) {
            waiting.accept(Packets.NOTHING);
        }
    }

    /**
     * Answers with what waits, as soon as anything does.
     *
     * @return false when another poll is waiting already, or something else carries it
     */
    boolean poll(Consumer<String> answer) {
        String payload;
        synchronized (this) {
            if (poll != null || socket != null || closed) {
                return false;
            }
            if (packets.isEmpty() && !upgrading) {
                poll = answer;
                return true;
            }
            payload = packets.isEmpty() ? Packets.NOTHING : drained();
        }
        answer.accept(payload);
        return true;
    }

    /** Who polled went away before the answer. */
    synchronized void pollGone(Consumer<String> answer) {
        if (poll == answer) {
            poll = null;
        }
    }

    /** A packet from the other side. */
    void received(String packet) {
        if (packet.equals(Packets.PONG)) {
            schedule(Packets.PING_EVERY.toMillis(), this::ping);
        } else if (packet.startsWith("4")) {
            if (!conversation.heard(this, packet.substring(1))) {
                end(POLICY_VIOLATION);
            }
        } else if (packet.equals(Packets.CLOSE)) {
            end(NORMAL);
        } else if (!packet.equals(Packets.NOTHING)) {
            end(POLICY_VIOLATION);
        }
    }

    @Override
    public boolean take(LiveEvent event) {
        return offer(event.said(Packets::event));
    }

    /** Lets a packet wait for its turn; false when too many do. */
    boolean offer(String packet) {
        synchronized (this) {
            if (closed) {
                return true;
            }
            var tooLong = writing && writingSince.plus(config.patience()).isBefore(Instant.now());
            if (packets.size() >= config.waitingEvents() || tooLong) {
                return false;
            }
            packets.add(packet);
        }
        flush();
        return true;
    }

    /** Without a farewell of Socket.IO: after one, its clients would not come back by themselves. */
    @Override
    public void close(Farewell why) {
        end(
                switch (why) {
                    case EXPIRED -> POLICY_VIOLATION;
                    case TOO_SLOW -> TRY_AGAIN_LATER;
                    case LEAVING -> GOING_AWAY;
                });
    }

    /** Ends it; once is enough. */
    void end(short code) {
        Consumer<String> waiting;
        ServerWebSocket open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            vertx.cancelTimer(timer);
            waiting = poll;
            poll = null;
            open = socket;
            packets.clear();
        }
        if (waiting != null) {
            waiting.accept(Packets.CLOSE);
        }
        if (open != null && !open.isClosed()) {
            open.close(code);
        }
        conversation.over();
        whenClosed.accept(this);
    }

    void gone() {
        end(NORMAL);
    }

    private void ping() {
        offer(Packets.PING);
        schedule(Packets.PONG_WITHIN.toMillis(), this::gone);
    }

    private synchronized void schedule(long millis, Runnable work) {
        vertx.cancelTimer(timer);
        if (!closed) {
            timer = vertx.setTimer(millis, due -> work.run());
        }
    }

    private void flush() {
        Consumer<String> waiting = null;
        ServerWebSocket open = null;
        String payload;
        synchronized (this) {
            if (packets.isEmpty() || writing) {
                return;
            }
            if (socket != null) {
                open = socket;
                payload = packets.remove();
                writing = true;
                writingSince = Instant.now();
            } else if (poll != null) {
                waiting = poll;
                poll = null;
                payload = drained();
            } else {
                return;
            }
        }
        if (waiting != null) {
            waiting.accept(payload);
        } else if (open != null) {
            open.writeTextMessage(payload).onComplete(written -> {
                synchronized (this) {
                    writing = false;
                }
                flush();
            });
        }
    }

    private String drained() {
        var all = String.join(Packets.SEPARATOR, packets);
        packets.clear();
        return all;
    }

    /** What is said over a connection. */
    interface Conversation {

        /** A message; false when it is none and the connection has to end. */
        boolean heard(Connection connection, String message);

        void over();
    }
}
