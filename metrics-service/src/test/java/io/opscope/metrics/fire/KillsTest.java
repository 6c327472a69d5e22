package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two replicas and their database, killed at random moments while four producers send. */
@Tag("packaged")
@Tag("kills")
class KillsTest {

    private static final int KILLS = Integer.getInteger("opscope.fire.kills", 25);
    private static final int WRITERS = 4;
    private static final int REPLICAS = 2;

    /** Starting a service takes as long as several recoveries of the database. */
    private static final int KILLS_A_SERVICE = 5;

    private static final int MOST_MILLIS_BETWEEN = 1_500;
    private static final int BATCHES_BETWEEN = 5;

    @Test
    void whateverIsKilledWhatWasAcknowledgedIsThereAndCountedOnce() throws Exception {
        var seed = Long.getLong("opscope.fire.seed", System.nanoTime());
        System.out.printf("%d kills at moments of seed %d%n", KILLS, seed);
        var random = new Random(seed);
        var began = Instant.now();
        var workload = new Workload(random.nextLong());
        var caller = new Caller("fire-" + UUID.randomUUID());
        try (var site = Site.of(DurablePostgres.start(), REPLICAS, Site.BRIEF_JVM);
                var writers = new Writers(workload, caller, site.services())) {
            writers.start(WRITERS, random);
            for (int kill = 0; kill < KILLS; kill++) {
                awaitRandomMoment(writers, random);
                if (kill % KILLS_A_SERVICE == 0) {
                    var victim = site.services().get(random.nextInt(REPLICAS));
                    victim.kill();
                    victim.restart();
                } else {
                    site.postgres().kill(random);
                    site.postgres().recover();
                }
                site.services().forEach(PackagedService::restart);
            }
            writers.finish();
            site.services().forEach(PackagedService::awaitReady);
            System.out.printf("%s, %d kills in %s%n", writers, KILLS, Duration.between(began, Instant.now()));
            new Audit(site.postgres().superuser(), caller.tenant()).assertExact(workload, caller, site.service());
            site.postgres().assertNoDeadlock();
            site.services().forEach(service -> assertEquals(List.of(), service.errors()));
        }
    }

    /** Some time after some more batches were acknowledged, so that every kill meets work. */
    private static void awaitRandomMoment(Writers writers, Random random) {
        var before = writers.acknowledged();
        await().pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ofMillis(random.nextInt(MOST_MILLIS_BETWEEN)))
                .atMost(Duration.ofMinutes(2))
                .until(() -> writers.acknowledged() >= before + BATCHES_BETWEEN);
    }
}
