package io.opscope.gateway.limit;

import io.opscope.kit.redis.RedisWatch;
import io.opscope.kit.redis.Script;
import io.quarkus.logging.Log;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets permits out of the buckets that all replicas share in Redis. While one question is on its way the next ones
 * gather, so a single connection does, and one that Redis never answers costs no more than that. After a question that
 * is not answered in time Redis is left alone until it is found to answer again; nobody waits for either.
 */
@Singleton
class Leases {

    private static final Script LEASE = Script.file(Leases.class, "lease.lua");
    private static final int MOST_AT_ONCE = 100;

    private final ReactiveRedisDataSource redis;
    private final LimitConfig config;
    private final LimitMeters meters;
    private final ConcurrentLinkedQueue<Ask> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean onTheWay = new AtomicBoolean();
    private final RedisWatch watch;

    Leases(ReactiveRedisDataSource redis, LimitConfig config, LimitMeters meters) {
        this.redis = redis;
        this.config = config;
        this.meters = meters;
        this.watch = new RedisWatch(
                () -> run(List.of()),
                config.redisPatience(),
                config.redisPause(),
                reason -> Log.warnf(
                        "Requests are counted by each replica for itself, since Redis does not answer: %s", reason),
                () -> Log.info("Requests are counted for all replicas together again"));
        meters.watch(watch);
    }

    /** Whether Redis is left alone, and everybody counts by themselves. */
    boolean areAway() {
        return watch.isAway();
    }

    /** Asks for permits and tells the bucket, later. */
    void ask(Ask ask) {
        waiting.add(ask);
        send();
    }

    @PreDestroy
    void stop() {
        watch.stop();
    }

    private void send() {
        while (!waiting.isEmpty() && onTheWay.compareAndSet(false, true)) {
            var asks = gathered();
            if (!asks.isEmpty()) {
                send(asks);
                return;
            }
            onTheWay.set(false);
        }
    }

    private List<Ask> gathered() {
        var asks = new ArrayList<Ask>();
        for (var ask = waiting.poll(); ask != null; ask = asks.size() < MOST_AT_ONCE ? waiting.poll() : null) {
            asks.add(ask);
        }
        return asks;
    }

    private void send(List<Ask> asks) {
        var sent = System.nanoTime();
        run(asks)
                .ifNoItem()
                .after(config.redisPatience())
                .fail()
                .invoke(answer -> settle(asks, answer, sent))
                .subscribe()
                .with(answer -> goOn(), failure -> {
                    watch.leaveAlone(failure);
                    asks.forEach(ask -> ask.bucket().unanswered());
                    goOn();
                });
    }

    private void goOn() {
        if (areAway()) {
            for (var ask = waiting.poll(); ask != null; ask = waiting.poll()) {
                ask.bucket().unanswered();
            }
        }
        onTheWay.set(false);
        send();
    }

    private void settle(List<Ask> asks, Response answer, long sent) {
        meters.leased(asks.size(), System.nanoTime() - sent);
        for (var i = 0; i < asks.size(); i++) {
            var ask = asks.get(i);
            var permits = answer.get(2 * i).toLong();
            var fullAfter = TimeUnit.MICROSECONDS.toNanos(answer.get(2 * i + 1).toLong());
            ask.bucket().granted(ask, permits, sent, fullAfter);
        }
    }

    private Uni<Response> run(List<Ask> asks) {
        var arguments = new ArrayList<String>();
        for (var ask : asks) {
            var whole = ask.bucket().terms().whole();
            arguments.add(Double.toString(whole.stepNanos() / 1000.0));
            arguments.add(Long.toString(whole.burst()));
            arguments.add(Long.toString(ask.owed()));
            arguments.add(Long.toString(ask.wanted()));
        }
        return LEASE.on(redis, asks.stream().map(ask -> ask.bucket().name()).toList(), arguments);
    }

    /**
     * A bucket that needs permits.
     *
     * @param owed permits it used already
     * @param wanted permits it would have
     */
    record Ask(Bucket bucket, long owed, long wanted) {}
}
