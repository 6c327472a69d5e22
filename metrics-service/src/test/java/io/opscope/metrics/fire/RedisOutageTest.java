package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readers while Redis is killed, stopped or slow: they get their answers, hardly later than before. */
@Tag("packaged")
class RedisOutageTest {

    /** The promise is 25 ms; the machine that this runs on may be busy with something else. */
    private static final Duration MOST_LONGER = Duration.ofMillis(75);

    private static final int QUESTIONS = 50;

    /** Few enough that a stall each second would meet one question in ten. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final int WARMING_UP = 2;
    private static final int PAST_ALL_CACHES = 5;

    private final Caller caller = new Caller("redis-" + UUID.randomUUID());
    private int days = 30;

    @Test
    void withoutRedisNothingFailsAndHardlyAnythingTakesLonger() throws Exception {
        try (var site = Site.of(DurablePostgres.start(), 1, Site.BRIEF_JVM)) {
            var service = site.service();
            var written = new Workload(1).next().orElseThrow();
            assertEquals(
                    200,
                    caller.post(service.at("/api/v1/ingest/" + written.family()), written.lines())
                            .status());
            for (int i = 0; i < WARMING_UP; i++) {
                readings(service);
            }
            var before = readings(service);

            site.redis().kill();
            check("killed", before, readings(service));
            site.redis().restart();
            awaitInUse(site);

            site.redis().freeze();
            check("stopped", before, readings(service));
            site.redis().thaw();
            awaitInUse(site);

            site.toRedis().delay(Duration.ofSeconds(2));
            check("slow by 2 s", before, readings(service));
            site.toRedis().delay(Duration.ZERO);
            awaitInUse(site);

            assertEquals(List.of(), service.errors());
        }
    }

    private void check(String what, Readings before, Readings during) {
        var longer = during.p95().minus(before.p95());
        System.out.printf(
                "Redis %s: p95 %.1f ms, %.1f ms before%n",
                what, during.p95().toNanos() / 1e6, before.p95().toNanos() / 1e6);
        assertEquals(List.of(), during.failures(), what);
        assertTrue(longer.compareTo(MOST_LONGER) < 0, () -> what + ": " + longer);
    }

    private Readings readings(PackagedService service) throws IOException {
        return Readings.of(caller, QUESTIONS, PAUSE, n -> question(service, n));
    }

    /** Most are in the cache, one in five is asked for the first time. */
    private URI question(PackagedService service, int n) {
        var asked = n % PAST_ALL_CACHES == 0 ? ++days : 30;
        return service.at("/api/v1/analytics?days=" + asked);
    }

    /** Until what is asked for the first time is kept in Redis again. */
    private void awaitInUse(Site site) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            var before = site.redis().keys();
            caller.get(question(site.service(), 0));
            return site.redis().keys() > before;
        });
    }
}
