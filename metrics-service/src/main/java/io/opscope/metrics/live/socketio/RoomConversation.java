package io.opscope.metrics.live.socketio;

import io.opscope.kit.auth.TokenVerifier;
import io.opscope.metrics.live.LiveRoom;
import io.opscope.metrics.live.Watcher;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What is said to the live room over Socket.IO: connect, events with or without acknowledgement, disconnect. */
final class RoomConversation implements Connection.Conversation {

    private final LiveRoom room;
    private final TokenVerifier tokens;
    private final Vertx vertx;
    private final @Nullable String since;
    private final AtomicBoolean entering = new AtomicBoolean();
    private volatile @Nullable Watcher watcher;

    RoomConversation(LiveRoom room, TokenVerifier tokens, Vertx vertx, @Nullable String since) {
        this.vertx = vertx;
        this.room = room;
        this.tokens = tokens;
        this.since = since;
    }

    @Override
    public boolean heard(Connection connection, String message) {
        var kind = message.isEmpty() ? ' ' : message.charAt(0);
        var rest = message.isEmpty() ? "" : message.substring(1);
        if (rest.startsWith("/")) {
            return kind == '0' && connection.offer(Packets.refused(namespace(rest), "Invalid namespace"));
        }
        return switch (kind) {
            case '0' -> connect(connection, rest);
            case '1' -> {
                over();
                yield true;
            }
            case '2' -> event(connection, rest);
            default -> false;
        };
    }

    private static String namespace(String rest) {
        var comma = rest.indexOf(',');
        var name = comma < 0 ? rest : rest.substring(0, comma);
        // it is said back, and may be made of anything
        return name.matches("/[A-Za-z0-9_./-]{0,100}") ? name + "," : "/,";
    }

    /** Who is connected was known at the door; a token that is shown here as well must speak for the same user. */
    private boolean connect(Connection connection, String rest) {
        if (!entering.compareAndSet(false, true)) {
            return true;
        }
        var token =
                Packets.json(rest).map(auth -> auth.path("token").asText("")).orElse("");
        if (token.isEmpty()) {
            enter(connection);
        } else {
            // may fetch keys
            vertx.executeBlocking(() -> connection.belongsTo(tokens.verify(token)), false)
                    .onComplete(verified -> {
                        if (verified.succeeded() && verified.result()) {
                            enter(connection);
                        } else {
                            entering.set(false);
                            connection.offer(Packets.refused("", "The token is not good, or another user's"));
                        }
                    });
        }
        return true;
    }

    private void enter(Connection connection) {
        // who reads that they are connected may say something before the room has let them in
        synchronized (this) {
            connection.offer(Packets.connected(connection.sid()));
            watcher = room.enter(connection.owner(), connection, since);
        }
        if (connection.isClosed()) {
            over();
        }
    }

    private synchronized @Nullable Watcher entered() {
        return watcher;
    }

    private boolean event(Connection connection, String rest) {
        var known = entered();
        var start = rest.indexOf('[');
        if (known == null || start < 0) {
            return false;
        }
        var ackId = rest.substring(0, start);
        var event = Packets.json(rest.substring(start)).map(said -> said.path(0).asText(""));
        if (event.isEmpty() || !ackId.chars().allMatch(Character::isDigit)) {
            return false;
        }
        known.said(event.get());
        return ackId.isEmpty() || connection.offer(Packets.received(ackId));
    }

    @Override
    public void over() {
        var known = watcher;
        watcher = null;
        entering.set(false);
        if (known != null) {
            known.gone();
        }
    }
}
