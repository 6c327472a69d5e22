package io.opscope.kit.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The level that replicas share. Redis slow or gone is never an error: after one time-out it is left alone until it is
 * found to answer in time again, and meanwhile every call answers as if nothing were there. Finding out is nobody's
 * wait: it is asked aside from all calls.
 */
@ApplicationScoped
class SharedAnswers {

    private final Instance<ReactiveRedisDataSource> redis;
    private final ObjectMapper json;
    private final CacheConfig config;
    private final String installation;
    private final String self = UUID.randomUUID().toString();
    private final AtomicBoolean leftAlone = new AtomicBoolean();
    private volatile boolean stopped;

    SharedAnswers(
            Instance<ReactiveRedisDataSource> redis,
            ObjectMapper json,
            CacheConfig config,
            @ConfigProperty(name = "opscope.database.url") Optional<String> database,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.redis = redis;
        this.installation = version + ":" + Integer.toHexString(database.hashCode());
        this.json = json;
        this.config = config;
    }

    Optional<StoredAnswer> get(String address) {
        return ask(redis().value(String.class).get(named(address))).flatMap(this::parsed);
    }

    /** Returns how many characters the answer has as JSON. */
    long put(String address, StoredAnswer answer) {
        try {
            var text = json.writeValueAsString(answer);
            ask(redis().value(String.class)
                    .setex(named(address), config.staleFor().toSeconds(), text));
            return text.length();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An answer that is no JSON: " + address, e);
        }
    }

    /** Whether this replica is the one to load; true as well when nobody can tell. */
    boolean mayLoad(String address) {
        if (isLeftAlone()) {
            return true;
        }
        var milliseconds = Long.toString(config.lease().toMillis());
        var isFree = ask(redis().execute("SET", leaseOf(address), self, "NX", "PX", milliseconds))
                .isPresent();
        return isFree
                || ask(redis().value(String.class).get(leaseOf(address)))
                        .map(self::equals)
                        .orElse(true);
    }

    /**
     * Gives the lease back, unless it has run out and is another's by now. Nobody waits for it: who waits for the answer
     * looks for that, and a lease that is not given back runs out.
     */
    void loaded(String address) {
        if (isLeftAlone()) {
            return;
        }
        redis().value(String.class)
                .get(leaseOf(address))
                .chain(holder -> self.equals(holder)
                        ? redis().key(String.class).del(leaseOf(address))
                        : Uni.createFrom().item(0))
                .subscribe()
                .with(given -> {}, failure -> Log.debugf("A lease was not given back: %s", failure.getMessage()));
    }

    boolean isLeftAlone() {
        return redis.isUnsatisfied() || leftAlone.get();
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    private String leaseOf(String address) {
        return named(address) + ":lease";
    }

    /** Another database's answers, or another version's, are none of ours. */
    private String named(String address) {
        return installation + ":" + address;
    }

    private ReactiveRedisDataSource redis() {
        return redis.get();
    }

    private <T> Optional<T> ask(Uni<T> question) {
        if (isLeftAlone()) {
            return Optional.empty();
        }
        try {
            Duration timeout = config.redisTimeout();
            return Optional.ofNullable(question.await().atMost(timeout));
        } catch (io.smallrye.mutiny.TimeoutException | CompletionException | IllegalStateException e) {
            leaveAlone(e);
            return Optional.empty();
        }
    }

    private void leaveAlone(RuntimeException reason) {
        if (leftAlone.compareAndSet(false, true)) {
            Log.debugf("Going on without Redis: %s", reason.getMessage());
            lookAgainLater();
        }
    }

    private void lookAgainLater() {
        if (!stopped) {
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(config.redisPause())
                    .chain(() -> redis().execute("PING")
                            .ifNoItem()
                            .after(config.redisTimeout())
                            .fail())
                    .subscribe()
                    .with(answers -> leftAlone.set(false), stillAway -> lookAgainLater());
        }
    }

    private Optional<StoredAnswer> parsed(String text) {
        try {
            return Optional.of(json.readValue(text, StoredAnswer.class));
        } catch (JsonProcessingException e) {
            Log.warnf("Passing over an answer in Redis that cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
