package io.opscope.metrics.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.auth.TokenVerifier;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The live socket. Frames are JSON, {@code {"event","data","seq"}}. In: join_admin_room, leave_admin_room,
 * request_live_update. Out: live_update (every 5 s to who joined, at once on request), status, error.
 */
@ApplicationScoped
@ServerEndpoint("/ws/live")
class LiveSocket {

    private static final List<String> EVENTS = List.of("join_admin_room", "leave_admin_room", "request_live_update");
    private static final int LONGEST_REQUEST = 4096;

    private final LiveRoom room;
    private final ObjectMapper json;

    private final TokenVerifier tokens;

    LiveSocket(LiveRoom room, TokenVerifier tokens, ObjectMapper json) {
        this.room = room;
        this.tokens = tokens;
        this.json = json;
    }

    @OnOpen
    void open(Session session) {
        session.setMaxTextMessageBufferSize(LONGEST_REQUEST);
        room.tell(session, "status", Map.of("connected", true));
    }

    @OnMessage
    void message(Session session, String text) {
        var scope = scope(session);
        var event = event(text);
        switch (event) {
            case "join_admin_room" -> {
                if (scope.seesAll()) {
                    room.join(session, scope);
                } else {
                    refuse(session, "The room is for admins and viewers");
                }
            }
            case "leave_admin_room" -> {
                room.leave(session);
                room.tell(session, "status", Map.of("room", "admin", "joined", false));
            }
            case "request_live_update" -> room.update(session, scope);
            default -> refuse(session, "Event '" + event + "' is not known; there are " + String.join(", ", EVENTS));
        }
    }

    @OnClose
    void close(Session session) {
        room.leave(session);
    }

    @OnError
    void failed(Session session, Throwable reason) throws IOException {
        Log.debugf("A live socket failed: %s", reason.toString());
        if (reason instanceof AuthenticationFailedException) {
            session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "The token has run out"));
        } else if (session.isOpen()) {
            refuse(session, "That could not be answered");
        }
    }

    private void refuse(Session session, String why) {
        room.tell(session, "error", Map.of("detail", why));
    }

    private String event(String text) {
        try {
            var request = json.readValue(text, LiveUpdate.Request.class);
            return request == null || request.event() == null ? "" : request.event();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** The session's user is named by the token it was opened with, see {@link UpgradeGuard}. */
    private Scope scope(Session session) {
        return tokens.verify(session.getUserPrincipal().getName()).scope();
    }
}
