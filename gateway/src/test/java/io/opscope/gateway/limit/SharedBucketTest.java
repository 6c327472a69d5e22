package io.opscope.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.opscope.gateway.GatewayTest;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Buckets of one name on several replicas, which share it over a real Redis. */
@QuarkusTest
class SharedBucketTest extends GatewayTest {

    private static final int REPLICAS = 3;
    private static final int BURST = 300;
    private static final int PER_SECOND = 100;
    private static final Duration FOR = Duration.ofSeconds(2);
    private static final long THE_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Inject
    Leases leases;

    @Inject
    LimitMeters meters;

    @Inject
    MeterRegistry registry;

    @Inject
    RedisDataSource redis;

    private final String name = "opscope:limit:test:" + UUID.randomUUID();

    @Test
    void replicasTogetherAdmitWhatTheLimitSays() throws Exception {
        var replicas = replicas(REPLICAS, BURST);
        var begin = System.nanoTime();
        var admitted = 0;
        var threads = Executors.newFixedThreadPool(REPLICAS);
        try {
            var work = replicas.stream()
                    .map(bucket -> (Callable<Integer>) () -> admitted(bucket, FOR))
                    .toList();
            for (var count : threads.invokeAll(work)) {
                admitted += count.get();
            }
        } finally {
            threads.shutdown();
        }
        var seconds = (System.nanoTime() - begin) / 1e9;
        var said = BURST + PER_SECOND * seconds;
        var untold = REPLICAS * BURST / 20;
        assertTrue(admitted <= 1.3 * said + untold, admitted + " instead of " + said);
        assertTrue(admitted >= said * 0.9, admitted + " instead of " + said);
    }

    @Test
    void whatOneReplicaUsedTheOthersKnow() {
        var replicas = replicas(2, BURST);
        var first = admitted(replicas.get(0), Duration.ofSeconds(1));
        var second = admitted(replicas.get(1), Duration.ofMillis(200));
        assertTrue(first >= BURST, () -> "Only " + first);
        assertTrue(second <= BURST / 20 + 1 + PER_SECOND, () -> second + " after " + first);
    }

    @Test
    void whoAsksNowAndThenCostsRedisNothing() throws Exception {
        var bucket = replicas(1, BURST).get(0);
        for (var i = 0; i < 20; i++) {
            assertEquals(0, bucket.take(System.nanoTime()));
            // the pace of the caller, half of what is let in
            Thread.sleep(20);
        }
        assertEquals(false, redis.key().exists(name));
    }

    @Test
    void aRequestIsAnsweredFromPermitsThatWereLeasedBefore() {
        var bucket = replicas(1, BURST).get(0);
        var before = leased();
        var admitted = 0;
        while (admitted < BURST / 2) {
            admitted += bucket.take(System.nanoTime()) == 0 ? 1 : 0;
            if (admitted % 10 == 0) {
                Awaitility.await().pollDelay(Duration.ofMillis(2)).until(() -> true);
            }
        }
        var questions = leased() - before;
        assertTrue(questions <= admitted / 10.0, questions + " questions for " + admitted);
    }

    @Test
    void whatIsChargedForIsMissing() {
        var bucket = replicas(1, BURST).get(0);
        bucket.charge(BURST - 10, System.nanoTime());
        var admitted = admitted(bucket, Duration.ofMillis(100));
        assertTrue(admitted <= 10 + PER_SECOND / 10 + 5, () -> "" + admitted);
    }

    @Test
    void whoIsRefusedIsAdmittedAfterTheTimeThatWasTold() throws Exception {
        var bucket = replicas(1, BURST).get(0);
        admitted(bucket, Duration.ofMillis(300));
        for (var i = 0; i < 20; i++) {
            var wait = bucket.take(System.nanoTime());
            while (wait == 0) {
                LockSupport.parkNanos(500_000);
                wait = bucket.take(System.nanoTime());
            }
            // and the way to Redis, whose answer may come between
            TimeUnit.NANOSECONDS.sleep(wait + THE_WAY_NANOS);
            assertEquals(0, bucket.take(System.nanoTime()));
        }
    }

    private List<Bucket> replicas(int count, int burst) {
        var terms = Terms.of(new Gcra(TimeUnit.SECONDS.toNanos(1) / PER_SECOND, burst), count);
        var buckets = new ArrayList<Bucket>();
        for (var i = 0; i < count; i++) {
            buckets.add(new Bucket(name, terms, leases, meters.of("test")));
        }
        return buckets;
    }

    private double leased() {
        return registry.get("opscope.gateway.limit.leased").counter().count();
    }

    private static int admitted(Bucket bucket, Duration duration) {
        var end = System.nanoTime() + duration.toNanos();
        var admitted = 0;
        while (System.nanoTime() < end) {
            if (bucket.take(System.nanoTime()) == 0) {
                admitted++;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return admitted;
    }
}
