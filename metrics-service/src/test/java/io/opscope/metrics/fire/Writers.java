package io.opscope.metrics.fire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Producers that send a workload, each batch again and again until it is acknowledged. */
final class Writers implements AutoCloseable {

    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofMinutes(2);

    private final Workload workload;
    private final Caller caller;
    private final List<PackagedService> services;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> working = new ArrayList<>();
    private volatile Duration pause = Duration.ZERO;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Set<String> reasons = ConcurrentHashMap.newKeySet();
    private final AtomicLong cut = new AtomicLong();

    Writers(Workload workload, Caller caller, List<PackagedService> services) {
        this.workload = workload;
        this.caller = caller;
        this.services = services;
    }

    /** How long each waits between its batches. */
    void pause(Duration between) {
        pause = between;
    }

    void start(int writers, Random seeds) {
        for (int i = 0; i < writers; i++) {
            var random = new Random(seeds.nextLong());
            working.add(threads.submit(() -> sendAll(random)));
        }
    }

    /** Batches acknowledged so far. */
    long acknowledged() {
        assertNoneGaveUp();
        return acknowledged.get();
    }

    /** Requests that were told to try again. */
    long refused() {
        assertNoneGaveUp();
        return refused.get();
    }

    /** Why they were. */
    Set<String> reasons() {
        return Set.copyOf(reasons);
    }

    /** Sends what is left to send, and no more. */
    void finish() throws Exception {
        workload.end();
        for (var writer : working) {
            writer.get();
        }
    }

    @Override
    public String toString() {
        return String.format(
                "%,d batches of %,d rows acknowledged, %,d refused for now, %,d cut off",
                acknowledged.get(), rows.get(), refused.get(), cut.get());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void assertNoneGaveUp() {
        for (var writer : working) {
            if (writer.isDone()) {
                try {
                    writer.get();
                } catch (Exception e) {
                    throw new AssertionError("A writer gave up", e);
                }
            }
        }
    }

    private void sendAll(Random random) {
        for (var batch = workload.next(); batch.isPresent(); batch = workload.next()) {
            var sent = batch.get();
            await().pollDelay(pause)
                    .pollInterval(Duration.ofMillis(20L + random.nextInt(150)))
                    .atMost(ACKNOWLEDGED_WITHIN)
                    .until(() -> isAcknowledged(sent, services.get(random.nextInt(services.size()))));
        }
    }

    private boolean isAcknowledged(Workload.Batch batch, PackagedService service) {
        Caller.Answer answer;
        try {
            answer = caller.post(service.at("/api/v1/ingest/" + batch.family()), batch.lines());
        } catch (IOException e) {
            cut.incrementAndGet();
            return false;
        }
        if (answer.status() == 503) {
            assertTrue(answer.saysWhenToTryAgain());
            refused.incrementAndGet();
            reasons.add(answer.json().path("detail").asText());
            return false;
        }
        assertEquals(200, answer.status(), () -> answer.response().body());
        var said = answer.json();
        assertEquals(0, said.get("rejected_count").asLong(), said::toString);
        assertEquals(
                batch.versions().size(),
                said.get("accepted").asLong()
                        + said.get("updated").asLong()
                        + said.get("duplicates").asLong());
        acknowledged.incrementAndGet();
        rows.addAndGet(batch.versions().size());
        return true;
    }
}
