package io.opscope.metrics.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.cache.AnswerCache;
import io.opscope.kit.cache.CacheConfig;
import io.opscope.kit.cache.CacheStatistics;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.redis.RedisWatch;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the caches of all replicas did. Each replica leaves its readings in Redis every few seconds; those of one that is
 * gone are passed over soon. Without Redis a replica can tell of itself alone.
 */
@ApplicationScoped
public class CacheReadings {

    private static final Duration KEPT = Duration.ofSeconds(15);
    private static final int RATIO_DECIMALS = 4;
    private static final TypeReference<Reading> READING = new TypeReference<>() {};

    private final AnswerCache cache;
    private final ReactiveRedisDataSource redis;
    private final ObjectMapper json;
    private final CacheConfig config;
    private final String address;
    private final String self = UUID.randomUUID().toString();

    CacheReadings(
            AnswerCache cache,
            ReactiveRedisDataSource redis,
            ObjectMapper json,
            CacheConfig config,
            Installation installation) {
        this.cache = cache;
        this.redis = redis;
        this.json = json;
        this.config = config;
        this.address = "opscope:cache-readings:metrics:" + installation.name();
    }

    /** The readings of every replica that is there, this one's as they are right now. */
    public List<Reading> all() {
        var readings = new TreeMap<String, Reading>();
        var now = Instant.now();
        for (var text : published().values()) {
            parsed(text)
                    .filter(reading -> reading.at().isAfter(now.minus(KEPT)))
                    .ifPresent(reading -> readings.put(reading.replica(), reading));
        }
        readings.put(self, new Reading(self, now, cache.statistics()));
        return List.copyOf(readings.values());
    }

    /** Several replicas' statistics as if they were one. */
    public static List<CacheStatistics> sum(Collection<Reading> readings) {
        var byCache = new TreeMap<String, CacheStatistics>();
        for (var reading : readings) {
            reading.caches().forEach(one -> byCache.merge(one.cache(), one, CacheReadings::sum));
        }
        return new ArrayList<>(byCache.values());
    }

    @Scheduled(every = "${opscope.cache-readings.every:5s}", concurrentExecution = ConcurrentExecution.SKIP)
    void publish() {
        try {
            var mine = json.writeValueAsString(new Reading(self, Instant.now(), cache.statistics()));
            ask(redis.hash(String.class).hset(address, self, mine));
            ask(redis.key().expire(address, KEPT));
            forgetWhoIsGone();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void forgetWhoIsGone() {
        var gone = new ArrayList<String>();
        published().forEach((replica, text) -> {
            var isThere = parsed(text)
                    .filter(reading -> reading.at().isAfter(Instant.now().minus(KEPT)))
                    .isPresent();
            if (!isThere) {
                gone.add(replica);
            }
        });
        if (!gone.isEmpty()) {
            ask(redis.hash(String.class).hdel(address, gone.toArray(String[]::new)));
        }
    }

    private Map<String, String> published() {
        return ask(redis.hash(String.class).hgetall(address)).orElseGet(HashMap::new);
    }

    private Optional<Reading> parsed(String text) {
        try {
            return Optional.of(json.readValue(text, READING));
        } catch (JsonProcessingException e) {
            Log.debugf("Passing over readings of another version: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private <T> Optional<T> ask(Uni<T> question) {
        return RedisWatch.inTime(
                question,
                config.redisTimeout(),
                late -> Log.debugf("Readings of the caches stay here without Redis: %s", late.getMessage()));
    }

    private static CacheStatistics sum(CacheStatistics one, CacheStatistics other) {
        var avoided = one.databaseQueriesAvoided() + other.databaseQueriesAvoided();
        var misses = one.misses() + other.misses();
        return new CacheStatistics(
                one.cache(),
                one.hits() + other.hits(),
                misses,
                ratio(avoided, avoided + misses),
                one.entries() + other.entries(),
                one.bytes() + other.bytes(),
                one.loads() + other.loads(),
                one.coalesced() + other.coalesced(),
                one.staleServed() + other.staleServed(),
                avoided);
    }

    private static BigDecimal ratio(long part, long whole) {
        return whole == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), RATIO_DECIMALS, RoundingMode.HALF_UP);
    }

    /**
     * What one replica's caches did since it started.
     *
     * @param replica named by itself when it started
     * @param at when it said so
     */
    @RegisterForReflection
    public record Reading(String replica, Instant at, List<CacheStatistics> caches) {

        public Reading {
            caches = List.copyOf(caches);
        }
    }
}
