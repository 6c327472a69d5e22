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

    private static final Duration PROMISED = Duration.ofMillis(25);

    /** Of these, three may take longer: more than wait for Redis before it is given up. */
    private static final int QUESTIONS = 60;

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
            check("killed", site, site.redis()::kill, site.redis()::restart);
            check("stopped", site, site.redis()::freeze, site.redis()::thaw);
            check("slow by 2 s", site, () -> site.toRedis().delay(Duration.ofSeconds(2)), () -> site.toRedis()
                    .delay(Duration.ZERO));
            assertEquals(List.of(), service.errors());
        }
    }

    /** With and without in turn, so that whatever else the machine does is in both. */
    private void check(String what, Site site, Runnable begin, Runnable end) throws Exception {
        var longer = Repeated.untilMostHold(PROMISED, () -> {
            var without = readings(site.service());
            begin.run();
            var with = readings(site.service());
            end.run();
            awaitInUse(site);
            System.out.printf(
                    "Redis %s: p95 %.1f ms, %.1f ms before%n",
                    what, with.p95().toNanos() / 1e6, without.p95().toNanos() / 1e6);
            assertEquals(List.of(), with.failures(), what);
            return with.p95().minus(without.p95());
        });
        assertTrue(longer.mostHold(PROMISED), () -> what + ": longer by " + longer);
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
