package io.opscope.metrics.fire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Replicas that get the same records at the same time, in different orders. */
@Tag("packaged")
class ReplicasTest {

    private static final int TIMES = 100;
    private static final int WRITERS = 4;
    private static final int REPLICAS = 2;

    private final Caller caller = new Caller("replicas-" + UUID.randomUUID());

    @Test
    void theSameRecordsInDifferentOrderNeitherDeadlockNorFail() throws Exception {
        var random = new Random(11);
        var writers = Executors.newFixedThreadPool(WRITERS);
        var workload = new Workload(11);
        try (var site = Site.of(DurablePostgres.start(), REPLICAS, Site.BRIEF_JVM)) {
            for (int time = 0; time < TIMES; time++) {
                var batch = workload.next().orElseThrow();
                var sendings = new ArrayList<Callable<Integer>>();
                for (int i = 0; i < WRITERS; i++) {
                    var service = site.services().get(i % REPLICAS);
                    var shuffled = new ArrayList<>(batch.versions());
                    Collections.shuffle(shuffled, random);
                    var lines = new Workload.Batch(batch.family(), shuffled).lines();
                    sendings.add(() -> caller.post(service.at("/api/v1/ingest/" + batch.family()), lines)
                            .status());
                }
                for (var sent : writers.invokeAll(sendings)) {
                    assertEquals(200, sent.get());
                }
            }
            workload.end();
            for (var batch = workload.next(); batch.isPresent(); batch = workload.next()) {
                var rest = batch.get();
                assertEquals(
                        200,
                        caller.post(site.service().at("/api/v1/ingest/" + rest.family()), rest.lines())
                                .status());
            }
            new Audit(site.postgres().superuser(), caller.tenant()).assertExact(workload, caller, site.service());
            site.postgres().assertNoDeadlock();
            site.services().forEach(service -> assertEquals(List.of(), service.errors()));
        } finally {
            writers.shutdownNow();
        }
    }
}
