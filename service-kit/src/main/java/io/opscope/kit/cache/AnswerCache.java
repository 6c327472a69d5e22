package io.opscope.kit.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.kit.sql.DatabaseUnavailableException;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers in two levels: the process and Redis. An answer is fresh while its generation is the data's and its time is
 * not up; one that is not is loaded once per replica however many ask, and replicas share the load through a lease.
 * When loading fails for want of the database, the old answer stands in and says so.
 */
@ApplicationScoped
public class AnswerCache {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Cache<String, Held> local;
    private final ConcurrentMap<String, CompletableFuture<Held>> loading = new ConcurrentHashMap<>();
    private final SharedAnswers shared;
    private final ReadyAnswers ready;
    private final ObjectMapper json;
    private final CacheConfig config;
    private final MeterRegistry meters;
    private final Map<String, Tallies> tallies = new ConcurrentSkipListMap<>();

    AnswerCache(SharedAnswers shared, ReadyAnswers ready, ObjectMapper json, CacheConfig config, MeterRegistry meters) {
        this.shared = shared;
        this.ready = ready;
        this.json = json;
        this.config = config;
        this.meters = meters;
        this.local = Caffeine.newBuilder()
                .maximumSize(config.entries())
                .expireAfterWrite(config.staleFor())
                .build();
    }

    /** The answer under this key, loaded if need be. */
    public <T> T get(AnswerKey key, Class<T> type, Supplier<T> load) {
        return get(key, () -> false, type, load);
    }

    /**
     * The answer under this key, loaded if need be.
     *
     * @param stands whether the key would be the same if it were made now, as far as it depends on what the data is; asked
     *     by the threads that read requests, so it waits for nothing
     */
    public <T> T get(AnswerKey key, BooleanSupplier stands, Class<T> type, Supplier<T> load) {
        var held = local.getIfPresent(key.address());
        var answer = held != null && held.isFreshFor(key)
                ? counted(key, "hit", held.as("hit"))
                : loadedOnce(key, type, load);
        CacheReport.record(new CacheReport(answer.outcome, answer.loadedAt, key.freshFor(), stands, tallies(key)));
        return type.cast(answer.value);
    }

    /** Forgets what this process holds of one cache, or of all when the name is null; Redis follows by generation. */
    public void clear(@Nullable String cache) {
        var prefix = "opscope:answer:" + (cache == null ? "" : cache + ":");
        local.asMap().keySet().removeIf(address -> address.startsWith(prefix));
        ready.clear();
    }

    /** What each cache of this replica did since it started, by name. */
    public List<CacheStatistics> statistics() {
        var held = new HashMap<String, List<Held>>();
        local.asMap().forEach((address, answer) -> held.computeIfAbsent(
                        AnswerKey.cacheOf(address), name -> new ArrayList<>())
                .add(answer));
        return tallies.entrySet().stream()
                .map(cache -> {
                    var its = held.getOrDefault(cache.getKey(), List.of());
                    var bytes = its.stream().mapToLong(Held::bytes).sum();
                    return cache.getValue().statistics(its.size(), bytes);
                })
                .toList();
    }

    private <T> Held loadedOnce(AnswerKey key, Class<T> type, Supplier<T> load) {
        var mine = new CompletableFuture<Held>();
        // the generation is part of it: who asks for newer data must not join a load of older data
        var id = key.address() + "@" + key.generation();
        var others = loading.putIfAbsent(id, mine);
        if (others != null) {
            return counted(key, "coalesced", join(others));
        }
        try {
            var held = load(key, type, load);
            mine.complete(held);
            return counted(key, held.outcome, held);
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            loading.remove(id, mine);
        }
    }

    private <T> Held load(AnswerKey key, Class<T> type, Supplier<T> load) {
        var address = key.address();
        // whoever loaded it before may have ended between our first look and our turn
        var kept = local.getIfPresent(address);
        if (kept != null && kept.isFreshFor(key)) {
            return kept.as("hit");
        }
        var found = fromOtherReplica(key, type);
        if (found.isPresent()) {
            local.put(address, found.get());
            return found.get();
        }
        var isSettled = false;
        try {
            tallies(key).loaded();
            var value = load.get();
            var loadedAt = Instant.now();
            var answer = new StoredAnswer(key.generation(), loadedAt.toEpochMilli(), json.valueToTree(value));
            var held = new Held(value, key.generation(), loadedAt, "miss", shared.settle(address, answer));
            isSettled = true;
            local.put(address, held);
            return held;
        } catch (DatabaseUnavailableException e) {
            return stale(key, type).orElseThrow(() -> e);
        } finally {
            if (!isSettled) {
                shared.giveBack(address);
            }
        }
    }

    /** What Redis has, or what another replica is about to put there; empty when it is this replica's turn to load. */
    private <T> Optional<Held> fromOtherReplica(AnswerKey key, Class<T> type) {
        var giveUp = Instant.now().plus(config.lease());
        do {
            var claim = shared.claim(key.address());
            var found =
                    claim.answer().flatMap(answer -> held(answer, type, "hit")).filter(held -> held.isFreshFor(key));
            if (found.isPresent() && claim.mayLoad()) {
                shared.giveBack(key.address());
            }
            if (found.isPresent() || claim.mayLoad()) {
                return found;
            }
        } while (pause() && Instant.now().isBefore(giveUp));
        return Optional.empty();
    }

    private <T> Optional<Held> stale(AnswerKey key, Class<T> type) {
        var kept = local.getIfPresent(key.address());
        var held = kept != null
                ? Optional.of(kept)
                : shared.get(key.address()).flatMap(answer -> held(answer, type, "stale"));
        return held.map(old -> old.as("stale"));
    }

    /** What another version of this service left in another shape is no answer. */
    private <T> Optional<Held> held(StoredAnswer answer, Class<T> type, String outcome) {
        try {
            var value = json.treeToValue(answer.value(), type);
            var loadedAt = Instant.ofEpochMilli(answer.loadedAtMillis());
            return Optional.of(new Held(
                    value,
                    answer.generation(),
                    loadedAt,
                    outcome,
                    answer.value().toString().length()));
        } catch (JsonProcessingException e) {
            Log.debugf("Redis holds an answer of another shape than %s", type);
            return Optional.empty();
        }
    }

    private Held counted(AnswerKey key, String outcome, Held held) {
        tallies(key).served(outcome);
        return held;
    }

    private Tallies tallies(AnswerKey key) {
        return tallies.computeIfAbsent(key.cache(), name -> new Tallies(name, meters));
    }

    private static Held join(CompletableFuture<Held> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw e;
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An answer as the process holds it. */
    private record Held(Object value, String generation, Instant loadedAt, String outcome, long bytes) {

        Held as(String outcome) {
            return new Held(value, generation, loadedAt, outcome, bytes);
        }

        boolean isFreshFor(AnswerKey key) {
            return generation.equals(key.generation())
                    && Instant.now().isBefore(loadedAt.plus(key.freshFor()))
                    && !outcome.equals("stale");
        }
    }
}
