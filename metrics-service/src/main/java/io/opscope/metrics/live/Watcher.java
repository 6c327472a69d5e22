package io.opscope.metrics.live;

import io.opscope.kit.auth.Scope;
import io.opscope.metrics.live.Outlet.Farewell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Somebody who is connected: takes what they say, and what they are told. */
public final class Watcher {

    private static final List<String> EVENTS = List.of("join_admin_room", "leave_admin_room", "request_live_update");

    private final Scope scope;
    private final Scene scene;
    private final Outlet outlet;
    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile boolean joined;
    private volatile @Nullable Future<?> expiry;

    /** Of the last picture shown to them, or of when they came; the scene's lock guards it. */
    private long seenUpTo;

    Watcher(Scope scope, Scene scene, Outlet outlet) {
        this.scope = scope;
        this.scene = scene;
        this.outlet = outlet;
    }

    /** What they say; what is not known is answered with what is. */
    public void said(String event) {
        switch (event) {
            case "join_admin_room" -> join();
            case "leave_admin_room" -> {
                joined = false;
                scene.tell(this, "status", Map.of("room", "admin", "joined", false));
            }
            case "request_live_update" -> scene.asked(this);
            default -> failed("Event '" + event + "' is not known; there are " + String.join(", ", EVENTS));
        }
    }

    /** Tells them that something of theirs did not work. */
    public void failed(String detail) {
        scene.tell(this, "error", Map.of("detail", detail));
    }

    /** They are no longer there. */
    public void gone() {
        if (gone.compareAndSet(false, true)) {
            scene.left(this);
            var timer = expiry;
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    private void join() {
        if (scope.seesAll()) {
            joined = true;
            scene.tell(this, "status", Map.of("room", "admin", "joined", true));
        } else {
            failed("The room is for admins and viewers");
        }
    }

    void expiresBy(Future<?> timer) {
        expiry = timer;
        if (gone.get()) {
            timer.cancel(false);
        }
    }

    boolean isGone() {
        return gone.get();
    }

    boolean hasJoined() {
        return joined;
    }

    long seenUpTo() {
        return seenUpTo;
    }

    void sees(long seq) {
        seenUpTo = seq;
    }

    /** Who does not take it is let go, and harms nobody else. */
    void take(LiveEvent event) {
        if (!gone.get() && !outlet.take(event)) {
            letGo(Farewell.TOO_SLOW);
        }
    }

    void letGo(Farewell why) {
        gone();
        outlet.close(why);
    }
}
