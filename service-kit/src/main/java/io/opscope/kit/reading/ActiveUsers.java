package io.opscope.kit.reading;

import io.opscope.kit.auth.Caller;
import io.opscope.kit.auth.Roles;
import io.opscope.kit.auth.Scope;
import io.opscope.kit.redis.Installation;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Who asked for something lately, whichever replica was asked: a sketch for each minute in Redis, which counts whoever is in
 * several of them once and from which nobody's name can be had.
 */
@Singleton
class ActiveUsers {

    static final Duration WINDOW = Duration.ofMinutes(30);

    private static final Duration KEPT = WINDOW.plusMinutes(5);
    private static final int MOST_WAITING = 10_000;
    private static final long SECONDS_PER_MINUTE = 60;

    private final String address;
    private volatile Set<String> waiting = ConcurrentHashMap.newKeySet();

    ActiveUsers(Installation installation) {
        this.address = "{opscope:active:" + installation.name() + "}:";
    }

    /** Notes who made a request that was answered, unless it was a program that sends records or evaluates rules. */
    void saw(RoutingContext request) {
        if (request.user() instanceof QuarkusHttpUser user) {
            SecurityIdentity identity = user.getSecurityIdentity();
            Caller.token(identity).ifPresent(token -> saw(token.scope()));
        }
    }

    private void saw(Scope caller) {
        var isSomebody = caller.seesAll() || caller.roles().contains(Roles.USER);
        if (isSomebody && waiting.size() < MOST_WAITING) {
            waiting.add(caller.tenant() + ' ' + caller.userId());
        }
    }

    /** Those seen since this was asked last, to be told once. */
    Set<String> take() {
        var taken = waiting;
        waiting = ConcurrentHashMap.newKeySet();
        return taken;
    }

    Uni<?> leave(ReactiveRedisDataSource redis, Set<String> users, Instant now) {
        var key = key(minute(now));
        return redis.hyperloglog(String.class)
                .pfadd(key, users.toArray(String[]::new))
                .chain(() -> redis.key().pexpire(key, KEPT));
    }

    /** How many were seen within the window by all replicas, about 1 % off. */
    Uni<Long> count(ReactiveRedisDataSource redis, Instant now) {
        return redis.hyperloglog(String.class).pfcount(keys(now).toArray(String[]::new));
    }

    private List<String> keys(Instant now) {
        var last = minute(now);
        return IntStream.range(0, Math.toIntExact(WINDOW.toMinutes()))
                .mapToObj(back -> key(last - back))
                .toList();
    }

    private String key(long minute) {
        return address + minute;
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / SECONDS_PER_MINUTE;
    }
}
