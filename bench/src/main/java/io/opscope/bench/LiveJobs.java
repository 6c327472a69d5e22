package io.opscope.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A stream of new jobs, in a batch every quarter of a second, for as long as something else is measured. */
final class LiveJobs {

    private static final int BATCHES_PER_SECOND = 4;
    private static final Duration SPREAD = Duration.ofSeconds(1);

    private final SuiteUnderTest suite;
    private final int batch;
    private final String prefix = "stream-" + Instant.now().toEpochMilli();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Committed> committed = new ConcurrentLinkedQueue<>();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private long sent;

    private LiveJobs(SuiteUnderTest suite, int batch) {
        this.suite = suite;
        this.batch = batch;
    }

    static LiveJobs start(SuiteUnderTest suite, int perSecond) {
        var jobs = new LiveJobs(suite, perSecond / BATCHES_PER_SECOND);
        jobs.clock.scheduleAtFixedRate(jobs::send, 0, 1000 / BATCHES_PER_SECOND, TimeUnit.MILLISECONDS);
        return jobs;
    }

    /** The oldest of what was acknowledged and not asked for yet; null when there is none. */
    @Nullable Committed next() {
        return committed.poll();
    }

    void stop() throws IOException, InterruptedException {
        clock.shutdown();
        clock.awaitTermination(10, TimeUnit.SECONDS);
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void send() {
        try {
            var now = Instant.now();
            var body = new StringBuilder();
            for (int i = 0; i < batch; i++) {
                body.append(SampleJobs.job(prefix + "-" + sent, i, batch, now, SPREAD))
                        .append('\n');
            }
            suite.ingest("jobs", HttpRequest.BodyPublishers.ofString(body.toString()));
            sent += batch;
            committed.add(new Committed(sent, System.nanoTime()));
        } catch (IOException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A batch that was acknowledged.
     *
     * @param total jobs sent so far, it included
     * @param nanos when, by {@link System#nanoTime()}
     */
    record Committed(long total, long nanos) {}
}
