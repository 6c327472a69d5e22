package io.opscope.kit.tail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.testing.MortalRedis;
import io.quarkus.redis.runtime.datasource.ReactiveRedisDataSourceImpl;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lines on their way to a Redis that works, hangs and is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineStreamsTest {

    private static final Set<LogLevel> ALL_LEVELS = EnumSet.allOf(LogLevel.class);
    private static final Set<LogSource> ALL_SOURCES = EnumSet.allOf(LogSource.class);
    private static final int ROOM = 1_000;
    private static final int THREADS = 4;
    private static final int LINES_EACH = 5_000;

    private final TailConfig config = new SmallRyeConfigBuilder()
            .withMapping(TailConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withDefaultValue("opscope.tail.redis-pause", "100ms")
            .build()
            .getConfigMapping(TailConfig.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WaitingLines waiting = new WaitingLines(ROOM, meters);
    private final MortalRedis server = new MortalRedis();
    private final Vertx vertx = Vertx.vertx();
    private final Redis client = Redis.createClient(vertx, "redis://127.0.0.1:" + server.port());
    private final ReactiveRedisDataSourceImpl redis =
            new ReactiveRedisDataSourceImpl(vertx, client, RedisAPI.api(client));
    private final LineStreams streams = new LineStreams(
            redis,
            JsonMapper.builder().addModule(new JavaTimeModule()).build(),
            config,
            new Installation(Optional.of("test")));

    @BeforeAll
    void connect() {
        redis.execute("PING").await().atMost(Duration.ofSeconds(5));
    }

    @AfterAll
    void stop() {
        streams.stop();
        client.close();
        vertx.closeAndAwait();
        server.close();
    }

    @Test
    void manyLinesOfOneKindAreBoundedAndPushOutNoneOfAnother() {
        leave(line(LogLevel.CRITICAL, LogSource.AUTH, "the one"));
        for (var i = 0; i < 5_000; i++) {
            waiting.add(line(LogLevel.INFO, LogSource.WORKER, "<b>flood</b> " + i));
            if (i % ROOM == ROOM - 1) {
                streams.leave(waiting);
            }
        }
        var stream = streams.stream(LogLevel.INFO, LogSource.WORKER);
        var length = redis.execute("XLEN", stream)
                .await()
                .atMost(Duration.ofSeconds(5))
                .toLong();
        // Redis frees whole nodes of a hundred lines at most
        assertTrue(length >= config.lines() && length <= config.lines() + 100, length + " lines");
        var expires = redis.execute("PTTL", stream)
                .await()
                .atMost(Duration.ofSeconds(5))
                .toLong();
        assertTrue(expires > 0 && expires <= config.keptFor().toMillis(), expires + " ms");
        var flood = streams.newest(Set.of(LogLevel.INFO), ALL_SOURCES, 100).orElseThrow();
        assertEquals(100, flood.size());
        assertTrue(flood.stream().anyMatch(line -> line.message().equals("<b>flood</b> 4999")));
        assertEquals(
                List.of("the one"),
                streams.newest(ALL_LEVELS, Set.of(LogSource.AUTH), 100).orElseThrow().stream()
                        .map(LogLine::message)
                        .toList());
        assertEquals(
                100, streams.newest(ALL_LEVELS, ALL_SOURCES, 100).orElseThrow().size());
    }

    @Test
    void whileRedisHangsNobodyWhoLogsWaits() throws Exception {
        outage("hangs", server::freeze, server::thaw);
    }

    @Test
    void whileRedisIsGoneNobodyWhoLogsWaits() throws Exception {
        outage("is gone", server::kill, server::restart);
    }

    private void outage(String word, Runnable begin, Runnable end) throws Exception {
        leave(line(LogLevel.INFO, LogSource.API, "before it " + word));
        var dropped = dropped();
        var leaver = Executors.newSingleThreadScheduledExecutor();
        begin.run();
        try {
            leaver.scheduleWithFixedDelay(() -> streams.leave(waiting), 0, 10, TimeUnit.MILLISECONDS);
            var slowest = logFromManyThreads(word);
            // waiting for Redis, were it only once in a hundred lines, would take more than 250 ms each time
            assertTrue(slowest < 100_000, "99.9 % of the lines took up to " + slowest + " µs");
            assertEquals(Optional.empty(), streams.newest(ALL_LEVELS, ALL_SOURCES, 100));
        } finally {
            end.run();
        }
        var lost = dropped() - dropped;
        // of those that were being told it is not known yet
        assertTrue(
                lost >= THREADS * LINES_EACH - ROOM - LineStreams.BATCH && lost <= THREADS * LINES_EACH,
                lost + " dropped");
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            waiting.add(line(LogLevel.ERROR, LogSource.API, "after it " + word));
            return streams.newest(Set.of(LogLevel.ERROR), ALL_SOURCES, 100)
                    .filter(lines ->
                            lines.stream().anyMatch(line -> line.message().equals("after it " + word)))
                    .isPresent();
        });
        leaver.shutdownNow();
        assertTrue(leaver.awaitTermination(5, TimeUnit.SECONDS));
    }

    /** Microseconds that 99.9 % of the lines took at most. */
    private long logFromManyThreads(String word) throws Exception {
        var logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.addHandler(new LineHandler(waiting::add, "opscope-one", "replica", config.longest()));
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var running = new ArrayList<Future<long[]>>();
            for (var thread = 0; thread < THREADS; thread++) {
                running.add(threads.submit(() -> {
                    var micros = new long[LINES_EACH];
                    for (var i = 0; i < LINES_EACH; i++) {
                        var began = System.nanoTime();
                        logger.warning("while it " + word);
                        micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
                    }
                    return micros;
                }));
            }
            var all = new long[0];
            for (var one : running) {
                var its = one.get(60, TimeUnit.SECONDS);
                var more = Arrays.copyOf(all, all.length + its.length);
                System.arraycopy(its, 0, more, all.length, its.length);
                all = more;
            }
            Arrays.sort(all);
            return all[all.length - all.length / 1000];
        } finally {
            threads.shutdownNow();
        }
    }

    private void leave(LogLine line) {
        waiting.add(line);
        streams.leave(waiting);
    }

    /** As Prometheus is told. */
    private double dropped() {
        return meters.find("opscope.tail.dropped").functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static LogLine line(LogLevel level, LogSource source, String message) {
        return new LogLine(Instant.now(), level, source, "opscope-one", "replica", "a.B", message, "");
    }
}
