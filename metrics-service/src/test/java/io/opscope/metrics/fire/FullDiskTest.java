package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Producers that go on sending while PostgreSQL has no room left, for tables and for its log. */
@Tag("packaged")
class FullDiskTest {

    private static final long SEED = 5;
    private static final int WRITERS = 4;
    private static final int TIMES_FULL = 2;
    private static final int REFUSALS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Workload workload = new Workload(SEED);
    private final Caller caller = new Caller("full-" + UUID.randomUUID());

    @Test
    void nothingIsAcknowledgedThatIsNotStoredAndAllIsWellOnceThereIsRoom() throws Exception {
        assumeTrue(SmallDisk.canBeHad(), "no user may mount a small file system here");
        try (var disk = new SmallDisk();
                var site = Site.of(disk.postgres(), 1, Site.BRIEF_JVM);
                var writers = new Writers(workload, caller, site.services())) {
            writers.start(WRITERS, new Random(SEED));
            for (int time = 0; time < TIMES_FULL; time++) {
                awaitMore(writers, 10);
                var refusedBefore = writers.refused();
                await().pollInterval(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> {
                    disk.fill();
                    return writers.refused() > refusedBefore + REFUSALS;
                });
                disk.free();
            }
            awaitMore(writers, 10);
            writers.finish();
            System.out.println("On a disk that was full: " + writers);
            assertTrue(
                    writers.reasons().stream().anyMatch(reason -> reason.contains("no room")),
                    () -> writers.reasons().toString());
            new Audit(site.postgres().superuser(), caller.tenant()).assertExact(workload, caller, site.service());
            assertEquals(List.of(), site.service().errors());
        }
    }

    private static void awaitMore(Writers writers, int batches) {
        var before = writers.acknowledged();
        var began = Instant.now();
        await().atMost(PATIENCE).until(() -> writers.acknowledged() > before + batches);
        System.out.printf("%d more batches within %s%n", batches, Duration.between(began, Instant.now()));
    }
}
