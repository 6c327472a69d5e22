package io.opscope.metrics.live;

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
import java.util.Optional;

/**
 * The live socket. Frames are JSON, {@code {"event","data","seq"}}. In: join_admin_room, leave_admin_room,
 * request_live_update. Out: live_update (every 5 s to who joined, at once on request), metrics:realtime (every 5 s to
 * everybody), status, error, and gap when {@code ?since=} asks for what is no longer held.
 */
@ApplicationScoped
@ServerEndpoint("/ws/live")
class LiveSocket {

    private static final int LONGEST_REQUEST = 4096;
    private static final String WATCHER = "watcher";

    private final LiveRoom room;
    private final TokenVerifier tokens;
    private final LiveJson json;
    private final LiveConfig config;

    LiveSocket(LiveRoom room, TokenVerifier tokens, LiveJson json, LiveConfig config) {
        this.room = room;
        this.tokens = tokens;
        this.json = json;
        this.config = config;
    }

    @OnOpen
    void open(Session session) {
        session.setMaxTextMessageBufferSize(LONGEST_REQUEST);
        watcher(session);
    }

    @OnMessage
    void message(Session session, String text) {
        watcher(session).said(json.event(text));
    }

    @OnClose
    void close(Session session) {
        known(session).ifPresent(Watcher::gone);
    }

    @OnError
    void failed(Session session, Throwable reason) throws IOException {
        Log.debugf("A live socket failed: %s", reason.toString());
        if (reason instanceof AuthenticationFailedException) {
            session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "The token has run out"));
        } else {
            known(session).ifPresent(watcher -> watcher.failed("That could not be answered"));
        }
    }

    /** A first message may be handed over before the opening has been dealt with, so whichever comes first lets them in. */
    private Watcher watcher(Session session) {
        synchronized (session) {
            var known = known(session);
            if (known.isPresent()) {
                return known.get();
            }
            var watcher = entered(session);
            session.getUserProperties().put(WATCHER, watcher);
            if (!session.isOpen()) {
                watcher.gone();
            }
            return watcher;
        }
    }

    /** The session's user is named by the token it was opened with, see {@link UpgradeGuard}. */
    private Watcher entered(Session session) {
        var token = tokens.verify(session.getUserPrincipal().getName());
        var since = session.getRequestParameterMap().get("since");
        var outlet = new SessionOutlet(session, config);
        return room.enter(token, outlet, since == null || since.isEmpty() ? null : since.get(0));
    }

    private static Optional<Watcher> known(Session session) {
        return Optional.ofNullable((Watcher) session.getUserProperties().get(WATCHER));
    }
}
