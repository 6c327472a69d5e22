package io.opscope.bench;

import java.io.IOException;

/** How long after its acknowledgement a job is in the answers of the API, at half of full load. */
final class CommitToVisible {

    private static final int PER_SECOND = 4_000;
    private static final int SECONDS = 60;
    private static final String TOTAL = "/api/v1/analytics?days=1";

    private CommitToVisible() {}

    static void measure(SuiteUnderTest suite, Report report) throws IOException, InterruptedException {
        var before = total(suite);
        var latencies = new Latencies();
        var live = LiveJobs.start(suite, PER_SECOND);
        try {
            var end = System.nanoTime() + SECONDS * 1_000_000_000L;
            var awaited = live.next();
            while (System.nanoTime() < end) {
                var seen = total(suite) - before;
                var now = System.nanoTime();
                while (awaited != null && awaited.total() <= seen) {
                    latencies.add((now - awaited.nanos()) / 1e6);
                    awaited = live.next();
                }
                awaited = awaited == null ? live.next() : awaited;
                Thread.sleep(10);
            }
        } finally {
            live.stop();
        }
        report.say(
                "%,d jobs per second for %d s (%,.0f came in), %d batches, a summary asked every 10 ms: half of the batches"
                        + " are in it %,.0f ms after their acknowledgement, 99 of 100 after %,.0f ms (2,500 ms promised).",
                PER_SECOND,
                SECONDS,
                (double) (total(suite) - before) / SECONDS,
                latencies.count(),
                Math.max(0, latencies.percentile(50)),
                latencies.percentile(99));
    }

    private static long total(SuiteUnderTest suite) throws IOException, InterruptedException {
        return suite.get(suite.atMetrics(TOTAL)).get("total_jobs").asLong();
    }
}
