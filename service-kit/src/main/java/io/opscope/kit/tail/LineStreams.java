package io.opscope.kit.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.redis.RedisWatch;
import io.opscope.kit.redis.Script;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lines in Redis, a stream for each level and source so that many lines of one kind push out none of another. Redis slow or
 * gone is never an error, and nothing is asked of it until it answers again.
 */
final class LineStreams {

    private static final Script APPEND = Script.file(LineStreams.class, "append.lua");
    private static final Script NEWEST = Script.file(LineStreams.class, "newest.lua");

    /** Lines that Redis is told at a time. */
    static final int BATCH = 100;

    private final ReactiveRedisDataSource redis;
    private final ObjectMapper json;
    private final TailConfig config;
    private final String address;
    private final RedisWatch watch;

    LineStreams(ReactiveRedisDataSource redis, ObjectMapper json, TailConfig config, Installation installation) {
        this.redis = redis;
        this.json = json;
        this.config = config;
        this.address = "{opscope:tail:" + installation.name() + '}';
        this.watch = new RedisWatch(
                () -> redis.execute("PING"),
                config.redisPatience(),
                config.redisPause(),
                reason -> Log.debugf("Logged lines wait for Redis: %s", reason.getMessage()),
                () -> Log.debug("Logged lines go to Redis again"));
    }

    /** The newest lines, the latest first; nothing when Redis does not say so in time. */
    Optional<List<LogLine>> newest(Set<LogLevel> levels, Set<LogSource> sources, int most) {
        var streams = new ArrayList<String>();
        levels.forEach(level -> sources.forEach(source -> streams.add(stream(level, source))));
        return watch.ask(() -> NEWEST.on(redis, streams, List.of(Integer.toString(most))))
                .map(this::lines);
    }

    private List<LogLine> lines(Response answer) {
        var lines = new ArrayList<LogLine>();
        answer.forEach(text -> parsed(text.toString()).ifPresent(lines::add));
        lines.sort(Comparator.comparing(LogLine::at).reversed());
        return lines;
    }

    /** Leaves what waits, as long as Redis takes it. */
    void leave(WaitingLines waiting) {
        while (!watch.isAway()) {
            var batch = waiting.take(BATCH);
            if (batch.isEmpty()) {
                return;
            }
            if (watch.ask(() -> append(batch)).isPresent()) {
                waiting.left(batch.size());
            } else {
                // said twice is worse than not said
                waiting.unanswered(batch.size());
            }
        }
    }

    /** Redis is looked for no more. */
    void stop() {
        watch.stop();
    }

    String stream(LogLevel level, LogSource source) {
        return address + ':' + level.publicName() + ':' + source.publicName();
    }

    private Uni<Response> append(List<LogLine> lines) {
        var streams = new LinkedHashSet<String>();
        lines.forEach(line -> streams.add(stream(line.level(), line.source())));
        var places = List.copyOf(streams);
        var arguments = new ArrayList<>(List.of(
                Integer.toString(config.lines()), Long.toString(config.keptFor().toMillis())));
        for (var line : lines) {
            arguments.add(Integer.toString(places.indexOf(stream(line.level(), line.source())) + 1));
            arguments.add(written(line));
        }
        return APPEND.on(redis, places, arguments);
    }

    private String written(LogLine line) {
        try {
            return json.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<LogLine> parsed(String text) {
        try {
            return Optional.of(json.readValue(text, LogLine.class));
        } catch (JsonProcessingException e) {
            Log.debugf("Passing over a line of another version: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
