package io.opscope.kit.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.redis.RedisWatch;
import io.opscope.kit.redis.Script;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Leaves what this replica saw fail in Redis every few seconds, added to what the others saw, so that it outlives the
 * replica. What could not be left is kept and left later, once.
 */
@ApplicationScoped
public class Failures {

    private static final Script MERGE = Script.file(Failures.class, "merge.lua");

    private final FailureBook book;
    private final Instance<ReactiveRedisDataSource> redis;
    private final ObjectMapper json;
    private final FailureConfig config;
    private final String address;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, Failures::thread);

    /** What is on its way: sent again as it is, under the same name, until Redis says that it has it. */
    private List<String> batch = List.of();

    private String batchName = "";

    Failures(
            FailureBook book,
            Instance<ReactiveRedisDataSource> redis,
            ObjectMapper json,
            FailureConfig config,
            Installation installation) {
        this.book = book;
        this.redis = redis;
        this.json = json;
        this.config = config;
        this.address = "{opscope:failures:" + installation.name() + '}';
    }

    /** What all replicas saw, those that are gone as well, the latest first; nothing when Redis does not say so in time. */
    public Optional<List<Failure>> ofAll() {
        if (redis.isUnsatisfied()) {
            return Optional.empty();
        }
        var oldest = Instant.now().minus(config.keptFor());
        return ask(redis.get().hash(String.class).hvals(address))
                .map(all -> sorted(all.stream()
                        .flatMap(text -> parsed(text).stream())
                        .map(Group::told)
                        .filter(failure -> failure.lastSeen().isAfter(oldest))));
    }

    /** What this replica saw since it started, the latest first. */
    public List<Failure> ofThisReplica() {
        return sorted(book.sinceStart().stream().map(Group::told));
    }

    private static List<Failure> sorted(Stream<Failure> failures) {
        return failures.sorted(
                        Comparator.comparing(Failure::lastSeen).reversed().thenComparing(Failure::fingerprint))
                .toList();
    }

    void start(@Observes StartupEvent event) {
        var every = config.every().toMillis();
        clock.scheduleWithFixedDelay(this::share, every, every, TimeUnit.MILLISECONDS);
    }

    /** Before Redis' client goes away: what was seen last may be why this replica ends. */
    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
        share();
        // an older batch may have been on its way
        share();
    }

    /** Nothing may end the clock, and nothing that fails here may be told here. */
    synchronized void share() {
        try {
            if (redis.isUnsatisfied()) {
                return;
            }
            if (batch.isEmpty()) {
                batch = book.takeUnshared().stream().map(this::written).toList();
                batchName = address + ":batch:" + UUID.randomUUID();
            }
            if (!batch.isEmpty() && ask(merge(batch)).isPresent()) {
                batch = List.of();
            }
        } catch (RuntimeException e) {
            Log.debugf(e, "Failures are not shared for now");
        }
    }

    /** Adds groups under the name of the batch that is on its way. */
    Uni<Response> merge(List<String> groups) {
        var arguments = new ArrayList<>(List.of(
                Long.toString(config.keptFor().toMillis()),
                Long.toString(System.currentTimeMillis()),
                Integer.toString(config.groups()),
                Integer.toString(Group.REFERENCES)));
        arguments.addAll(groups);
        return MERGE.on(redis.get(), List.of(address, batchName), arguments);
    }

    private String written(Group group) {
        try {
            return json.writeValueAsString(group);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Group> parsed(String text) {
        try {
            return Optional.of(json.readValue(text, Group.class));
        } catch (JsonProcessingException e) {
            Log.debugf("Passing over a group of another version: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private <T> Optional<T> ask(Uni<T> question) {
        return RedisWatch.inTime(
                question,
                config.redisPatience(),
                late -> Log.debugf("Failures are not shared for now: %s", late.getMessage()));
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "failures");
        thread.setDaemon(true);
        return thread;
    }
}
