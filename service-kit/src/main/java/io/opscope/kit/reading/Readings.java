package io.opscope.kit.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.cache.CacheConfig;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.redis.RedisWatch;
import io.opscope.kit.redis.Replica;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads this replica every few seconds, leaves that in Redis and takes along what the others left. So whoever asks waits
 * for nobody, and services need not ask each other. Redis slow or gone is never an error: what was taken along grows old
 * and is then known no more.
 */
@ApplicationScoped
public class Readings {

    static final String PROC = "/proc";

    private final Instance<ReactiveRedisDataSource> redis;
    private final ObjectMapper json;
    private final RequestWatch watch;
    private final RequestTimes requests;
    private final StatementTimes statements;
    private final OwnProcess process;
    private final ActiveUsers users;
    private final ReadingConfig config;
    private final CacheConfig patience;
    private final String address;
    private final String service;
    private final String self;
    private final OpenConnections connections = new OpenConnections(Path.of(PROC));
    private final Host host;
    private final Network network;
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, Readings::thread);
    private volatile List<Reading> taken = List.of();
    private volatile Counted activeUsers = new Counted(0, Instant.EPOCH);

    Readings(
            Instance<ReactiveRedisDataSource> redis,
            ObjectMapper json,
            RequestWatch watch,
            RequestTimes requests,
            StatementTimes statements,
            OwnProcess process,
            ActiveUsers users,
            ReadingConfig config,
            CacheConfig patience,
            Installation installation,
            Replica replica,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.redis = redis;
        this.json = json;
        this.watch = watch;
        this.requests = requests;
        this.statements = statements;
        this.process = process;
        this.users = users;
        this.self = replica.name();
        this.config = config;
        this.patience = patience;
        this.service = service;
        this.address = "opscope:readings:" + installation.name();
        this.host = new Host(Path.of(PROC), config.disk(), self);
        this.network = new Network(Path.of(PROC), host.machine(), self);
    }

    /** What all replicas said of themselves lately; nothing when Redis was away for longer than that. */
    public SuiteReading suite() {
        return new SuiteReading(taken.stream().filter(this::isOfNow).toList());
    }

    /** How many people, or keys in their names, asked for something within half an hour; empty when Redis did not say lately. */
    public OptionalLong activeUsers() {
        var counted = activeUsers;
        return counted.at().isAfter(Instant.now().minus(config.keptFor()))
                ? OptionalLong.of(counted.users())
                : OptionalLong.empty();
    }

    /** The stretch of time that requests and statements are counted over. */
    public Duration window() {
        return config.window();
    }

    void start(@Observes StartupEvent event) {
        var every = config.every().toMillis();
        var slot = config.window().dividedBy(RequestTimes.SLOTS).toMillis();
        clock.scheduleWithFixedDelay(this::readAndShare, every, every, TimeUnit.MILLISECONDS);
        clock.scheduleAtFixedRate(this::turn, slot, slot, TimeUnit.MILLISECONDS);
    }

    /** Before what is asked goes away. */
    void stop(@Observes ShutdownEvent event) {
        clock.shutdownNow();
    }

    private void turn() {
        requests.turn();
        statements.turn();
    }

    /** Nothing may end the clock. */
    private void readAndShare() {
        try {
            share(read());
            countUsers();
        } catch (RuntimeException e) {
            if (!clock.isShutdown()) {
                Log.errorf(e, "This replica could not be read");
            }
        }
    }

    private Reading read() {
        var itsHost = host.read();
        return new Reading(
                self,
                service,
                Instant.now(),
                itsHost,
                connections.at(watch.port()).orElse(null),
                requests.read(),
                statements.read().orElse(null),
                process.read(itsHost, network));
    }

    private void countUsers() {
        if (redis.isUnsatisfied()) {
            return;
        }
        var now = Instant.now();
        var seen = users.take();
        if (!seen.isEmpty()) {
            ask(users.leave(redis.get(), seen, now));
        }
        ask(users.count(redis.get(), now)).ifPresent(count -> activeUsers = new Counted(count, now));
    }

    private void share(Reading mine) {
        if (redis.isUnsatisfied()) {
            return;
        }
        var others = redis.get().hash(String.class);
        ask(others.hset(address, self, written(mine)));
        ask(redis.get().key().pexpire(address, config.keptFor()));
        ask(others.hgetall(address)).ifPresent(all -> {
            var known = new ArrayList<Reading>();
            var gone = new ArrayList<String>();
            all.forEach((replica, text) -> parsed(text).ifPresent(reading -> {
                if (isOfNow(reading)) {
                    known.add(reading);
                } else {
                    gone.add(replica);
                }
            }));
            taken = List.copyOf(known);
            if (!gone.isEmpty()) {
                ask(others.hdel(address, gone.toArray(String[]::new)));
            }
        });
    }

    private boolean isOfNow(Reading reading) {
        return reading.at().isAfter(Instant.now().minus(config.keptFor()));
    }

    private String written(Reading reading) {
        try {
            return json.writeValueAsString(reading);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Reading> parsed(String text) {
        try {
            return Optional.of(json.readValue(text, Reading.class));
        } catch (JsonProcessingException e) {
            Log.debugf("Passing over a reading of another version: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private <T> Optional<T> ask(Uni<T> question) {
        return RedisWatch.inTime(
                question,
                patience.redisTimeout(),
                late -> Log.debugf("Readings are not shared for now: %s", late.getMessage()));
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "readings");
        thread.setDaemon(true);
        return thread;
    }

    private record Counted(long users, Instant at) {}
}
