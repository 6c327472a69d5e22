package io.opscope.metrics.live;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.auth.VerifiedToken;
import io.opscope.metrics.catalogue.Catalogue;
import io.opscope.metrics.live.Outlet.Farewell;
import io.opscope.metrics.query.MessageWindow;
import io.opscope.metrics.rollup.Freshness;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Where everybody comes who wants to be told what is going on, however they are connected. Every replica looks at the
 * shared database for its own watchers; what they were shown passes between replicas for those who come back only.
 */
@ApplicationScoped
public class LiveRoom {

    /** How often it is looked what is due. */
    static final Duration TICK = Duration.ofSeconds(1);

    private final Catalogue catalogue;
    private final LivePicture picture;
    private final MessageWindow window;
    private final BusyOwners busyOwners;
    private final Freshness freshness;
    private final Album album;
    private final LiveJson json;
    private final LiveConfig config;
    private final Sequence sequence = new Sequence();
    private final Map<Sight, Scene> scenes = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "live-clock"));
    private final ExecutorService photographers;

    LiveRoom(
            Catalogue catalogue,
            LivePicture picture,
            MessageWindow window,
            BusyOwners busyOwners,
            Freshness freshness,
            Album album,
            LiveJson json,
            LiveConfig config) {
        this.catalogue = catalogue;
        this.picture = picture;
        this.window = window;
        this.busyOwners = busyOwners;
        this.freshness = freshness;
        this.album = album;
        this.json = json;
        this.config = config;
        var number = new AtomicInteger();
        this.photographers = Executors.newFixedThreadPool(
                config.picturesAtOnce(), work -> new Thread(work, "live-picture-" + number.incrementAndGet()));
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Whether there is anything to watch for who may do this; who only sends records reads nothing. */
    public static boolean isFor(Scope scope) {
        return scope.seesAll() || scope.roles().contains("user");
    }

    /**
     * Lets somebody in until their token expires.
     *
     * @param since number of the last event they know, as they sent it; null when they are new
     */
    public Watcher enter(VerifiedToken token, Outlet outlet, @Nullable String since) {
        while (true) {
            var scene = scenes.computeIfAbsent(Sight.of(token.scope()), sight -> begun(sight, token.scope()));
            var watcher = new Watcher(token.scope(), scene, outlet);
            if (scene.enter(watcher, since == null ? null : number(since))) {
                var left = Duration.between(Instant.now(), token.expiresAt());
                watcher.expiresBy(clock.schedule(
                        () -> photographers.execute(() -> watcher.letGo(Farewell.EXPIRED)),
                        Math.max(0, left.toMillis()),
                        TimeUnit.MILLISECONDS));
                return watcher;
            }
        }
    }

    void start(@Observes StartupEvent event) {
        clock.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** While everything still works, so that the farewells are sent; clients come back to another replica. */
    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        scenes.values().forEach(Scene::leave);
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
        photographers.shutdownNow();
    }

    private Scene begun(Sight sight, Scope scope) {
        var camera = new Camera(scope, catalogue.messages(), picture, window, busyOwners, freshness, json);
        var scene = new Scene(sight, camera, album, sequence, json, config, this::after);
        after(config.gatherFor(), () -> scene.push(Instant.now()));
        return scene;
    }

    private void tick() {
        try {
            var now = Instant.now();
            scenes.values().removeIf(scene -> scene.endsIfForgotten(now));
            for (var scene : scenes.values()) {
                if (scene.isDue(now)) {
                    photographers.execute(() -> scene.push(now));
                }
            }
        } catch (RuntimeException e) {
            Log.errorf(e, "A tick of the live room failed");
        }
    }

    private void after(Duration pause, Runnable work) {
        try {
            clock.schedule(() -> photographers.execute(work), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            Log.debugf("The room is closing: %s", e.getMessage());
        }
    }

    /** What is no number was never given out. */
    private static long number(String since) {
        try {
            return Long.parseLong(since);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
