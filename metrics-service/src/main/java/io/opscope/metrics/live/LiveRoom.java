package io.opscope.metrics.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.auth.Scope;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is watching, and the pushing of pictures to them: one picture per scope, however many watch with it. A watcher
 * that has not taken the last frame when the next is due is let go, so that it slows nobody down.
 */
@ApplicationScoped
class LiveRoom {

    private final LivePicture picture;
    private final ObjectMapper json;
    private final Map<String, Watcher> watchers = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();

    LiveRoom(LivePicture picture, ObjectMapper json) {
        this.picture = picture;
        this.json = json;
    }

    void join(Session session, Scope scope) {
        watchers.put(session.getId(), new Watcher(session, scope, new AtomicBoolean()));
        tell(session, "status", Map.of("room", "admin", "joined", true));
    }

    void leave(Session session) {
        watchers.remove(session.getId());
    }

    /** Sends one picture at once. */
    void update(Session session, Scope scope) {
        tell(session, "live_update", picture.take(scope, Instant.now()));
    }

    void tell(Session session, String event, @Nullable Object data) {
        send(session, frame(event, data), new AtomicBoolean());
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void push() {
        var sights = watchers.values().stream().collect(Collectors.groupingBy(Watcher::sight));
        for (var those : sights.values()) {
            var frame = frameFor(those.get(0).scope());
            those.forEach(watcher -> send(watcher.session(), frame, watcher.busy()));
        }
    }

    private String frameFor(Scope scope) {
        try {
            return frame("live_update", picture.take(scope, Instant.now()));
        } catch (RuntimeException e) {
            Log.warnf("No picture this time: %s", e);
            return frame("status", Map.of("degraded", true));
        }
    }

    private void send(Session session, String frame, AtomicBoolean busy) {
        if (!session.isOpen() || !busy.compareAndSet(false, true)) {
            letGo(session);
            return;
        }
        session.getAsyncRemote().sendText(frame, sent -> {
            busy.set(false);
            if (!sent.isOK()) {
                letGo(session);
            }
        });
    }

    private void letGo(Session session) {
        watchers.remove(session.getId());
        try {
            if (session.isOpen()) {
                session.close(new CloseReason(CloseReason.CloseCodes.TRY_AGAIN_LATER, "Too slow"));
            }
        } catch (IOException e) {
            Log.debugf("A socket that was let go did not close: %s", e.getMessage());
        }
    }

    private String frame(String event, @Nullable Object data) {
        try {
            return json.writeValueAsString(new LiveUpdate.Frame(event, data, sequence.incrementAndGet()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private record Watcher(Session session, Scope scope, AtomicBoolean busy) {

        /** Watchers who see the same are shown the same picture. */
        List<Object> sight() {
            return List.of(scope.tenant(), scope.onlyUser());
        }
    }
}
