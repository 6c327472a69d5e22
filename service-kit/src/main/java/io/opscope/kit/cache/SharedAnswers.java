package io.opscope.kit.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opscope.kit.redis.Installation;
import io.opscope.kit.redis.RedisWatch;
import io.opscope.kit.redis.Script;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The level that replicas share. Redis slow or gone is never an error: after one time-out it is left alone until it is
 * found to answer in time again, and meanwhile every call answers as if nothing were there. Finding out is nobody's
 * wait: it is asked aside from all calls.
 */
@ApplicationScoped
class SharedAnswers {

    private static final Script CLAIM = Script.file(SharedAnswers.class, "claim.lua");
    private static final Script SETTLE = Script.file(SharedAnswers.class, "settle.lua");

    private final Instance<ReactiveRedisDataSource> redis;
    private final ObjectMapper json;
    private final CacheConfig config;
    private final String installation;
    private final String self = UUID.randomUUID().toString();
    private final RedisWatch watch;

    SharedAnswers(
            Instance<ReactiveRedisDataSource> redis,
            ObjectMapper json,
            CacheConfig config,
            Installation installation,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.redis = redis;
        this.installation = version + ":" + installation.name();
        this.json = json;
        this.config = config;
        this.watch = new RedisWatch(
                () -> redis().execute("PING"),
                config.redisTimeout(),
                config.redisPause(),
                reason -> Log.debugf("Going on without Redis: %s", reason.getMessage()),
                () -> Log.debug("Redis answers again"));
    }

    Optional<StoredAnswer> get(String address) {
        return ask(() -> redis().value(String.class).get(named(address))).flatMap(this::parsed);
    }

    /** The answer as it is there, and whether this replica is the one to make it anew; so it is when nobody can tell. */
    Claim claim(String address) {
        return ask(() -> run(CLAIM, address, self, Long.toString(config.lease().toMillis())))
                .map(found -> new Claim(
                        found.get(0).toInteger() == 1,
                        Optional.ofNullable(found.get(1))
                                .map(Response::toString)
                                .flatMap(this::parsed)))
                .orElse(new Claim(true, Optional.empty()));
    }

    /**
     * Leaves the answer for all replicas and gives the claim back. Nobody waits for it: who waits for the answer looks
     * for that, and a claim that is not given back runs out.
     *
     * @return how many characters the answer has as JSON
     */
    long settle(String address, StoredAnswer answer) {
        try {
            var text = json.writeValueAsString(answer);
            tell(() -> run(
                    SETTLE, address, self, text, Long.toString(config.staleFor().toSeconds())));
            return text.length();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An answer that is no JSON: " + address, e);
        }
    }

    /** Gives the claim back without an answer. */
    void giveBack(String address) {
        tell(() -> run(SETTLE, address, self));
    }

    boolean isLeftAlone() {
        return redis.isUnsatisfied() || watch.isAway();
    }

    @PreDestroy
    void stop() {
        watch.stop();
    }

    private Uni<Response> run(Script script, String address, String... arguments) {
        var name = named(address);
        return script.on(redis(), List.of(name, name + ":lease"), List.of(arguments));
    }

    /** Another database's answers, or another version's, are none of ours. The braces keep an answer beside its claim. */
    private String named(String address) {
        return installation + ":{" + address + '}';
    }

    private ReactiveRedisDataSource redis() {
        return redis.get();
    }

    private void tell(Supplier<Uni<?>> what) {
        if (redis.isResolvable()) {
            watch.tell(what);
        }
    }

    private <T> Optional<T> ask(Supplier<Uni<T>> question) {
        return redis.isResolvable() ? watch.ask(question) : Optional.empty();
    }

    private Optional<StoredAnswer> parsed(String text) {
        try {
            return Optional.of(json.readValue(text, StoredAnswer.class));
        } catch (JsonProcessingException e) {
            Log.warnf("Passing over an answer in Redis that cannot be read: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * @param mayLoad whether this replica has the claim, which it has to give back
     * @param answer what was there at that moment
     */
    record Claim(boolean mayLoad, Optional<StoredAnswer> answer) {}
}
