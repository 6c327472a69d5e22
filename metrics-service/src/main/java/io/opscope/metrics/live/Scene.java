package io.opscope.metrics.live;

import io.opscope.metrics.live.Held.Shown;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What everybody sees who may see the same: looked at once, however many watch. Events are numbered and handed out under
 * one lock, which is never held while the database is asked, so each watcher gets them in the order of their numbers.
 */
final class Scene {

    private static final Map<String, Object> DEGRADED = Map.of("degraded", true);

    private final Camera camera;
    private final Sequence sequence;
    private final LiveJson json;
    private final LiveConfig config;
    private final Stage stage;
    private final ReentrantLock looking = new ReentrantLock();
    private final AtomicBoolean pushing = new AtomicBoolean();

    // guarded by this
    private final Set<Watcher> watchers = new HashSet<>();
    private final Set<Watcher> askers = new HashSet<>();
    private final Held held;
    private boolean answerIsDue;
    private boolean begun;
    private boolean over;
    private Instant lastPush = Instant.EPOCH;
    private Instant lastAnswer = Instant.EPOCH;
    private Instant lastWatched = Instant.now();

    Scene(Camera camera, Sequence sequence, LiveJson json, LiveConfig config, Stage stage) {
        this.camera = camera;
        this.sequence = sequence;
        this.json = json;
        this.config = config;
        this.stage = stage;
        this.held = new Held(config.heldFor(), config.heldPictures(), sequence.next());
    }

    /**
     * Lets a watcher in.
     *
     * @param since the last event they know, when they come back
     * @return false when the scene is over, and another has to begin
     */
    synchronized boolean enter(Watcher watcher, @Nullable Long since) {
        if (over) {
            return false;
        }
        watchers.add(watcher);
        if (since != null) {
            replay(watcher, since);
        }
        watcher.sees(sequence.next());
        // after what they missed, so that the numbers of a connection grow
        tell(watcher, "status", Map.of("connected", true));
        return true;
    }

    private void replay(Watcher watcher, long since) {
        if (sequence.isOurs(since) && held.reaches(since)) {
            held.after(since)
                    .forEach(picture -> watcher.take(new LiveEvent("live_update", picture.data(), picture.seq())));
        } else {
            tell(watcher, "gap", Map.of("since", since));
        }
    }

    synchronized void left(Watcher watcher) {
        watchers.remove(watcher);
        askers.remove(watcher);
        lastWatched = Instant.now();
    }

    synchronized void tell(Watcher watcher, String event, Object data) {
        watcher.take(new LiveEvent(event, json.written(data), sequence.next()));
    }

    /** One picture answers everybody who asks within a moment, and each of them once. */
    synchronized void asked(Watcher watcher) {
        askers.add(watcher);
        if (!answerIsDue) {
            answerIsDue = true;
            var pause = Duration.between(Instant.now(), lastAnswer.plus(config.answerAtMostEvery()));
            stage.after(pause.compareTo(config.gatherFor()) > 0 ? pause : config.gatherFor(), this::answer);
        }
    }

    private void answer() {
        Set<Watcher> these;
        synchronized (this) {
            these = new HashSet<>(askers);
            askers.clear();
            answerIsDue = false;
            lastAnswer = Instant.now();
        }
        show(these::contains);
    }

    /** Whether it is time to show what was not asked for. */
    synchronized boolean isDue(Instant now) {
        return !watchers.isEmpty() && !now.isBefore(lastPush.plus(config.every()));
    }

    /** Ends when nobody has watched for as long as anything is held. */
    synchronized boolean endsIfForgotten(Instant now) {
        over = watchers.isEmpty() && lastWatched.plus(config.heldFor()).isBefore(now);
        return over;
    }

    /** Shows the messages to everybody and the picture to who joined; one that is still at it is left to it. */
    void push(Instant now) {
        if (!pushing.compareAndSet(false, true)) {
            return;
        }
        try {
            synchronized (this) {
                lastPush = now;
            }
            var realtime = looked(camera::realtime);
            if (realtime == null) {
                tellAll(watcher -> true, "status", json.written(DEGRADED));
                return;
            }
            if (!begin()) {
                return;
            }
            tellAll(watcher -> true, "metrics:realtime", realtime);
            if (isJoined()) {
                show(Watcher::hasJoined);
            }
        } finally {
            pushing.set(false);
        }
    }

    /** Sees once what is there, so that what comes later is new even in the first picture. */
    private boolean begin() {
        if (begun) {
            return true;
        }
        var looked = looked(() -> {
            camera.begin();
            return true;
        });
        begun = looked != null;
        return begun;
    }

    private synchronized boolean isJoined() {
        return watchers.stream().anyMatch(Watcher::hasJoined);
    }

    private void show(Predicate<Watcher> to) {
        looking.lock();
        try {
            var shot = looked(camera::take);
            if (shot == null) {
                tellAll(to, "status", json.written(DEGRADED));
            } else {
                show(shot, to);
            }
        } finally {
            looking.unlock();
        }
    }

    private synchronized void show(Camera.Shot shot, Predicate<Watcher> to) {
        var seq = sequence.next();
        held.add(new Shown(seq, Instant.now(), shot.figures(), shot.transactions(), shot.activities()), Instant.now());
        var events = new HashMap<List<Shown>, LiveEvent>();
        for (var watcher : watchersThat(to)) {
            var missed = held.after(watcher.seenUpTo());
            var event = events.computeIfAbsent(
                    missed,
                    pictures -> new LiveEvent("live_update", latest(pictures).dataAfter(pictures), seq));
            watcher.sees(seq);
            watcher.take(event);
        }
    }

    private static Shown latest(List<Shown> pictures) {
        return pictures.get(pictures.size() - 1);
    }

    private synchronized void tellAll(Predicate<Watcher> to, String event, String data) {
        var told = new LiveEvent(event, data, sequence.next());
        watchersThat(to).forEach(watcher -> watcher.take(told));
    }

    /** A copy: who is let go while being told leaves. */
    private List<Watcher> watchersThat(Predicate<Watcher> to) {
        var those = new ArrayList<Watcher>();
        watchers.stream().filter(to).forEach(those::add);
        return those;
    }

    private <T> @Nullable T looked(Look<T> look) {
        try {
            return look.taken();
        } catch (RuntimeException e) {
            Log.warnf("No picture this time: %s", e);
            return null;
        }
    }

    private interface Look<T> {
        T taken();
    }

    /** Runs what a scene has to do, each in its time. */
    interface Stage {
        void after(Duration pause, Runnable work);
    }
}
