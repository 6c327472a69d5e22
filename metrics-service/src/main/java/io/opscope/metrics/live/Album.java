package io.opscope.metrics.live;

import io.opscope.metrics.live.Held.Shown;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.TimeoutException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
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
    private volatile Instant leftAloneUntil = Instant.EPOCH;

    Album(
            ReactiveRedisDataSource redis,
            LiveJson json,
            LiveConfig config,
            @ConfigProperty(name = "opscope.database.url") Optional<String> database,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.redis = redis;
        this.json = json;
        this.config = config;
        this.installation = version + ":" + Integer.toHexString(database.hashCode());
    }

    /** Keeps a picture, and after it what had been seen with it; never waits. */
    void keep(Sight sight, Shown picture, List<String> transactions, List<String> activities) {
        if (isLeftAlone()) {
            return;
        }
        var pictures = named("pictures", sight);
        var lists = redis.list(String.class);
        lists.rpush(pictures, json.written(picture))
                .chain(() -> lists.ltrim(pictures, -(long) REPLICAS * config.heldPictures(), -1))
                .chain(() -> redis.key().pexpire(pictures, config.heldFor()))
                .chain(() -> redis.value(String.class)
                        .psetex(
                                named("seen", sight),
                                config.heldFor().toMillis(),
                                json.written(new SeenWith(picture.seq(), transactions, activities))))
                .ifNoItem()
                .after(config.redisPatience())
                .fail()
                .subscribe()
                .with(kept -> {}, this::leaveAlone);
    }

    /** How far the replica had come that kept something last; waits for Redis for a moment. */
    Optional<Memory> memoryOf(Sight sight) {
        if (isLeftAlone()) {
            return Optional.empty();
        }
        try {
            var seen =
                    redis.value(String.class).get(named("seen", sight)).await().atMost(config.redisPatience());
            if (seen == null) {
                return Optional.empty();
            }
            var pictures = redis.list(String.class)
                    .lrange(named("pictures", sight), 0, -1)
                    .await()
                    .atMost(config.redisPatience());
            return json.read(seen, SeenWith.class).flatMap(last -> memory(last, pictures));
        } catch (TimeoutException | CompletionException | IllegalStateException e) {
            leaveAlone(e);
            return Optional.empty();
        }
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

    private boolean isLeftAlone() {
        return Instant.now().isBefore(leftAloneUntil);
    }

    private void leaveAlone(Throwable reason) {
        leftAloneUntil = Instant.now().plus(PAUSE);
        Log.debugf("Live pictures stay on this replica for now: %s", reason.getMessage());
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
