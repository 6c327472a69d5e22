package io.opscope.kit.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The level that replicas share. Redis slow or gone is never an error: after one time-out it is left alone until it is
 * found to answer in time again, and meanwhile every call answers as if nothing were there. Finding out is nobody's
 * wait: it is asked aside from all calls.
 */
@ApplicationScoped
class SharedAnswers {

    private static final String CLAIM = script("claim.lua");
    private static final String SETTLE = script("settle.lua");

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

    /** The answer as it is there, and whether this replica is the one to make it anew; so it is when nobody can tell. */
    Claim claim(String address) {
        return ask(evaluated(CLAIM, address, self, Long.toString(config.lease().toMillis())))
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
            tell(evaluated(
                    SETTLE, address, self, text, Long.toString(config.staleFor().toSeconds())));
            return text.length();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("An answer that is no JSON: " + address, e);
        }
    }

    /** Gives the claim back without an answer. */
    void giveBack(String address) {
        tell(evaluated(SETTLE, address, self));
    }

    boolean isLeftAlone() {
        return redis.isUnsatisfied() || leftAlone.get();
    }

    @PreDestroy
    void stop() {
        stopped = true;
    }

    /** The script's text each time: it is short, and a Redis that was started anew needs no second try. */
    private Uni<Response> evaluated(String script, String address, String... arguments) {
        var all = Stream.concat(
                Stream.of(script, "2", named(address), named(address) + ":lease"), Arrays.stream(arguments));
        return Uni.createFrom().deferred(() -> redis().execute("EVAL", all.toArray(String[]::new)));
    }

    /** Another database's answers, or another version's, are none of ours. */
    private String named(String address) {
        return installation + ":" + address;
    }

    private ReactiveRedisDataSource redis() {
        return redis.get();
    }

    private void tell(Uni<Response> what) {
        if (!isLeftAlone()) {
            what.ifNoItem().after(config.redisTimeout()).fail().subscribe().with(done -> {}, this::leaveAlone);
        }
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

    private void leaveAlone(Throwable reason) {
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

    private static String script(String name) {
        try (var in = SharedAnswers.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param mayLoad whether this replica has the claim, which it has to give back
     * @param answer what was there at that moment
     */
    record Claim(boolean mayLoad, Optional<StoredAnswer> answer) {}
}
