package io.opscope.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.gateway.identity.Known.Via;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.GetExArgs;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Tickets that open one live connection, for pages that can send neither header nor cookie with it. Whoever takes a
 * ticket out of Redis first has it, on whichever replica; while Redis is away, tickets are good where they were issued.
 * A connection of Socket.IO takes several requests, which all carry its ticket: the first uses it up, and those that
 * name the connection go on with it for as long as they keep coming.
 */
@Singleton
public class Tickets {

    /** How long a ticket waits to be used. */
    static final Duration LIFETIME = Duration.ofSeconds(30);

    /** How long after a connection's last request another one may come; its pings make for less than half of it. */
    private static final Duration PAUSE_AT_MOST = Duration.ofMinutes(2);

    private static final String ISSUED = "opscope:ws-ticket:";
    private static final String OPENED = "opscope:ws-ticket-opened:";
    private static final Set<String> OPENED_WITH_ONE = Set.of("/ws/live", "/socket.io");
    private static final Duration REDIS_PATIENCE = Duration.ofMillis(200);
    private static final int LETTERS = 32;
    private static final int MOST_HERE = 10_000;

    private final ReactiveRedisDataSource redis;
    private final Secret secret;
    private final Credentials credentials;
    private final Cache<String, String> here = Caffeine.newBuilder()
            .expireAfterWrite(LIFETIME)
            .maximumSize(MOST_HERE)
            .build();
    private final Cache<String, String> openHere = Caffeine.newBuilder()
            .expireAfterAccess(PAUSE_AT_MOST)
            .maximumSize(MOST_HERE)
            .build();

    Tickets(ReactiveRedisDataSource redis, Secret secret, Credentials credentials) {
        this.redis = redis;
        this.secret = secret;
        this.credentials = credentials;
    }

    /** Whether what a trimmed path leads to can be opened with a ticket. */
    public static boolean areFor(String trimmedPath) {
        return OPENED_WITH_ONE.contains(trimmedPath);
    }

    /** A ticket for a caller; waits for Redis for a moment. */
    String issue(Known holder) {
        var stub = holder.via() + " " + holder.goodUntil().getEpochSecond() + " " + holder.credentialId();
        var ticket = secret.randomText(LETTERS);
        try {
            redis.value(String.class)
                    .setex(ISSUED + proof(ticket), LIFETIME.toSeconds(), stub)
                    .await()
                    .atMost(REDIS_PATIENCE);
            return ticket;
        } catch (TimeoutException | CompletionException | IllegalStateException e) {
            Log.debugf("A ticket is kept here, since Redis does not answer: %s", e.getMessage());
            // another one: the first may still have arrived, and one ticket must not be good in two places
            var local = secret.randomText(LETTERS);
            here.put(ISSUED + proof(local), stub);
            return local;
        }
    }

    /** Whom a ticket speaks for that opens a connection; it opens no other. Never blocks. */
    public CompletionStage<Optional<Known>> open(String ticket) {
        return taken(ticket).thenCompose(this::holder);
    }

    /** The same for a connection of several requests, which {@link #goOn} knows by the ticket. Never blocks. */
    public CompletionStage<Optional<Known>> openForMore(String ticket) {
        return taken(ticket)
                .thenCompose(stub -> stub.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<Known>empty())
                        : opened(ticket, stub.get()).thenCompose(kept -> holder(stub)));
    }

    /** Whom the ticket spoke for that a connection was opened with. Never blocks. */
    public CompletionStage<Optional<Known>> goOn(String ticket) {
        var key = OPENED + proof(ticket);
        var local = Optional.ofNullable(openHere.getIfPresent(key));
        return inTime(redis.value(String.class).getex(key, new GetExArgs().ex(PAUSE_AT_MOST)))
                .thenCompose(stub -> holder(stub.or(() -> local)));
    }

    private CompletionStage<Optional<String>> taken(String ticket) {
        var key = ISSUED + proof(ticket);
        var local = here.asMap().remove(key);
        return local == null
                ? inTime(redis.value(String.class).getdel(key))
                : CompletableFuture.completedFuture(Optional.of(local));
    }

    private CompletionStage<Optional<String>> opened(String ticket, String stub) {
        var key = OPENED + proof(ticket);
        openHere.put(key, stub);
        return inTime(redis.value(String.class)
                .setex(key, PAUSE_AT_MOST.toSeconds(), stub)
                .replaceWith(stub));
    }

    /** What Redis answers; nothing while it is away. */
    private static CompletionStage<Optional<String>> inTime(Uni<String> question) {
        return question.ifNoItem()
                .after(REDIS_PATIENCE)
                .fail()
                .onFailure()
                .recoverWithUni(reason -> {
                    Log.debugf("Tickets go on without Redis: %s", reason.getMessage());
                    return Uni.createFrom().nullItem();
                })
                .subscribeAsCompletionStage()
                .thenApply(Optional::ofNullable);
    }

    private CompletionStage<Optional<Known>> holder(Optional<String> stub) {
        if (stub.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var parts = stub.get().split(" ", 3);
        return credentials.again(Via.valueOf(parts[0]), parts[2], Instant.ofEpochSecond(Long.parseLong(parts[1])));
    }

    /** Who reads Redis learns no ticket. */
    private String proof(String ticket) {
        return secret.proof("live ticket", ticket);
    }
}
