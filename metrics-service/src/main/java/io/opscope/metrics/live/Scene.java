package io.opscope.metrics.live;

import io.opscope.metrics.live.Held.Shown;
import io.opscope.metrics.live.Outlet.Farewell;
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

    private static final Duration HALF_A_TICK = LiveRoom.TICK.dividedBy(2);

    private final Sight sight;
    private final Camera camera;
    private final Album album;
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
    private volatile boolean begun;
    private boolean over;
    private Instant lastRealtime = Instant.EPOCH;
    private Instant lastPicture = Instant.EPOCH;
    private Instant lastAnswer = Instant.EPOCH;
    private Instant lastWatched = Instant.now();

    Scene(Sight sight, Camera camera, Album album, Sequence sequence, LiveJson json, LiveConfig config, Stage stage) {
        this.sight = sight;
        this.camera = camera;
        this.album = album;
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
        if (since == null || begun) {
            welcome(watcher, since);
        } else {
            lastWatched = Instant.now();
            stage.after(Duration.ZERO, () -> {
                begin();
                welcome(watcher, since);
            });
        }
        return true;
    }

    private synchronized void welcome(Watcher watcher, @Nullable Long since) {
        if (watcher.isGone()) {
            return;
        }
        watchers.add(watcher);
        if (since != null) {
            replay(watcher, since);
        }
        watcher.sees(sequence.next());
        // after what they missed, so that the numbers of a connection grow
        tell(watcher, "status", Map.of("connected", true));
        if (askers.contains(watcher)) {
            asked(watcher);
        }
    }

    private void replay(Watcher watcher, long since) {
        if (sequence.mayBeGivenOut(since) && held.reaches(since)) {
            held.missedSince(since)
                    .forEach(picture -> watcher.take(new LiveEvent("live_update", picture.data(), picture.seq())));
        } else {
            tell(watcher, "gap", Map.of("since", since));
        }
    }

    /** Says farewell to all who watch. */
    void leave() {
        Set<Watcher> all;
        synchronized (this) {
            all = Set.copyOf(watchers);
        }
        all.forEach(watcher -> watcher.letGo(Farewell.LEAVING));
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
            these.retainAll(watchers);
            askers.removeAll(these);
            answerIsDue = false;
            lastAnswer = Instant.now();
        }
        show(these::contains);
    }

    /** Whether it is time to show something that was not asked for. */
    synchronized boolean isDue(Instant now) {
        return !watchers.isEmpty() && (isTimeAgain(lastRealtime, now) || pictureIsDue(now));
    }

    private boolean pictureIsDue(Instant now) {
        return isTimeAgain(lastPicture, now) && watchers.stream().anyMatch(Watcher::hasJoined);
    }

    /** A tick may come a little early. */
    private boolean isTimeAgain(Instant last, Instant now) {
        return !now.plus(HALF_A_TICK).isBefore(last.plus(config.every()));
    }

    /** Ends when nobody has watched for as long as anything is held. */
    synchronized boolean endsIfForgotten(Instant now) {
        over = watchers.isEmpty() && lastWatched.plus(config.heldFor()).isBefore(now);
        return over;
    }

    /**
     * Shows the messages to everybody or else the picture to who joined: each has a tick of its own, as thousands of
     * sockets take their time. One that is still at it is left to it.
     */
    void push(Instant now) {
        if (!pushing.compareAndSet(false, true)) {
            return;
        }
        try {
            if (isTheMessagesTurn(now)) {
                tellRealtime();
            } else {
                show(Watcher::hasJoined);
            }
        } finally {
            pushing.set(false);
        }
    }

    /** Whether it is the messages' turn; whichever it is has its next one later. */
    private synchronized boolean isTheMessagesTurn(Instant now) {
        var realtime = isTimeAgain(lastRealtime, now);
        if (realtime) {
            lastRealtime = now;
        } else {
            lastPicture = now;
        }
        return realtime;
    }

    private void tellRealtime() {
        var realtime = looked(camera::realtime);
        if (realtime == null) {
            tellAll(watcher -> true, "status", json.written(DEGRADED));
        } else if (begin()) {
            tellAll(watcher -> true, "metrics:realtime", realtime);
        }
    }

    /**
     * Goes on where another replica was, or sees once what is there, so that what comes later is new even in the first
     * picture.
     */
    private boolean begin() {
        looking.lock();
        try {
            if (!begun) {
                begun = wentOn()
                        || looked(() -> {
                                    camera.begin();
                                    return true;
                                })
                                != null;
            }
            return begun;
        } finally {
            looking.unlock();
        }
    }

    private boolean wentOn() {
        var memory = album.memoryOf(sight);
        memory.ifPresent(known -> {
            camera.goOnFrom(known);
            synchronized (this) {
                held.goOnFrom(known.pictures());
                sequence.goOnAfter(held.latest());
            }
        });
        return memory.isPresent();
    }

    private void show(Predicate<Watcher> to) {
        looking.lock();
        try {
            var shot = begin() ? looked(camera::take) : null;
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
        var now = Instant.now();
        var shown = new Shown(seq, held.latest(), now, shot.figures(), shot.transactions(), shot.activities());
        held.add(shown, now);
        // nearly all have missed the same
        var events = new HashMap<Long, LiveEvent>();
        for (var watcher : watchersThat(to)) {
            var event = events.computeIfAbsent(
                    held.firstAfter(watcher.seenUpTo()),
                    missed -> new LiveEvent("live_update", shown.dataAfter(held.from(missed)), seq));
            watcher.sees(seq);
            watcher.take(event);
        }
        album.keep(sight, shown, shot.seenTransactions(), shot.seenActivities());
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
