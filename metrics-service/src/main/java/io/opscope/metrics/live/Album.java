package io.opscope.metrics.live;

import io.opscope.kit.redis.Installation;
import io.opscope.kit.redis.RedisWatch;
import io.opscope.metrics.live.Held.Shown;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What was shown lately and what had been seen by then, kept in Redis, so that the replica that watchers come back to
 * goes on where theirs was. Redis slow or gone is never an error: who comes back is then told of a gap.
 */
@ApplicationScoped
class Album {

    /** How long Redis is left alone after it did not answer. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Replicas that may show the same to watchers of theirs before one's pictures push out another's too soon. */
    private static final int REPLICAS = 4;

    private final ReactiveRedisDataSource redis;
    private final LiveJson json;
    private final LiveConfig config;
    private final String installation;
    private final RedisWatch watch;

    Album(
            ReactiveRedisDataSource redis,
            LiveJson json,
            LiveConfig config,
            Installation installation,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.redis = redis;
        this.json = json;
        this.config = config;
        this.installation = version + ":" + installation.name();
        this.watch = new RedisWatch(
                () -> redis.execute("PING"),
                config.redisPatience(),
                PAUSE,
                reason -> Log.debugf("Live pictures stay on this replica for now: %s", reason.getMessage()),
                () -> Log.debug("Live pictures are shared again"));
    }

    @PreDestroy
    void stop() {
        watch.stop();
    }

    /** Keeps a picture, and after it what had been seen with it; never waits. */
    void keep(Sight sight, Shown picture, List<String> transactions, List<String> activities) {
        var pictures = named("pictures", sight);
        var lists = redis.list(String.class);
        watch.tell(() -> lists.rpush(pictures, json.written(picture))
                .chain(() -> lists.ltrim(pictures, -(long) REPLICAS * config.heldPictures(), -1))
                .chain(() -> redis.key().pexpire(pictures, config.heldFor()))
                .chain(() -> redis.value(String.class)
                        .psetex(
                                named("seen", sight),
                                config.heldFor().toMillis(),
                                json.written(new SeenWith(picture.seq(), transactions, activities)))));
    }

    /** How far the replica had come that kept something last; waits for Redis for a moment. */
    Optional<Memory> memoryOf(Sight sight) {
        return watch.ask(() -> redis.value(String.class).get(named("seen", sight)))
                .flatMap(seen -> json.read(seen, SeenWith.class))
                .flatMap(last -> watch.ask(() -> redis.list(String.class).lrange(named("pictures", sight), 0, -1))
                        .flatMap(pictures -> memory(last, pictures)));
    }

    /** Follows the pictures from the last one backwards: one that was not kept ends what is complete. */
    private Optional<Memory> memory(SeenWith last, List<String> pictures) {
        var bySeq = new HashMap<Long, Shown>();
        pictures.forEach(picture -> json.read(picture, Shown.class).ifPresent(shown -> bySeq.put(shown.seq(), shown)));
        var complete = new LinkedList<Shown>();
        for (@Nullable Shown shown = bySeq.get(last.seq()); shown != null; shown = bySeq.get(shown.before())) {
            complete.addFirst(shown);
        }
        return complete.isEmpty()
                ? Optional.empty()
                : Optional.of(new Memory(
                        List.copyOf(complete), oldestFirst(last.transactions()), oldestFirst(last.activities())));
    }

    private static List<String> oldestFirst(List<String> newestFirst) {
        var ids = new LinkedList<>(newestFirst);
        Collections.reverse(ids);
        return List.copyOf(ids);
    }

    /** Another database's pictures, or another version's, are none of ours. The length keeps tenant and user apart. */
    private String named(String what, Sight sight) {
        var tenant = sight.tenant();
        return "opscope:live:" + what + ":" + installation + ":" + tenant.length() + ":" + tenant
                + sight.onlyUser().map(user -> ":" + user).orElse("");
    }

    /**
     * How far a replica had come.
     *
     * @param pictures the last ones it showed, without a gap, oldest first
     * @param transactions ids of those it had seen, oldest first
     * @param activities ids of those it had seen, oldest first
     */
    record Memory(List<Shown> pictures, List<String> transactions, List<String> activities) {}

    /**
     * What had been seen when a picture was shown.
     *
     * @param transactions ids, newest first
     * @param activities ids, newest first
     */
    @RegisterForReflection
    record SeenWith(long seq, List<String> transactions, List<String> activities) {}
}
