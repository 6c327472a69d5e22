package io.opscope.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What is promised of answers through the gateway: how long twenty clients wait that ask all the time, 95 of 100 times. */
final class PromisesKept {

    private static final int CLIENTS = 20;
    /** Until gateway and service are compiled for what they are asked. */
    private static final double WARM_UP_SECONDS = 20;

    private static final double SECONDS = 10;

    private PromisesKept() {}

    static void measure(SuiteUnderTest suite, long rows, Report report) throws IOException, InterruptedException {
        SampleJobs.load(suite, rows);
        report.say(
                "%d clients for %.0f s each, %,d jobs and more, %d cores. 95 of 100 answers come within:",
                CLIENTS, SECONDS, rows, Report.cores());
        report.table("answers", "", "promised", "how many were given");
        var live = LiveJobs.start(suite, 100);
        try {
            keep(
                    report,
                    "cached series",
                    100,
                    number -> get(suite, "/api/v1/analytics/time-series?interval=day&days=30"));
            keep(report, "real-time", 100, number -> get(suite, "/api/v1/analytics/metrics/messages/realtime"));
            keep(report, "trend of 24 hours", 500, number -> get(suite, "/api/v1/analytics/trends/jobs"));
            keep(
                    report,
                    "asked for the first time",
                    500,
                    number -> suite.send(
                            suite.question(suite.throughGateway("/api/v1/analytics/query"), question(number))));
        } finally {
            live.stop();
        }
    }

    private static void keep(Report report, String what, int promised, Latencies.Work work)
            throws IOException, InterruptedException {
        Latencies.of(CLIENTS, WARM_UP_SECONDS, work);
        var latencies = Latencies.of(CLIENTS, SECONDS, work);
        var p95 = latencies.percentile(95);
        report.row(
                what,
                Report.millis(p95),
                Report.atMost(promised, p95, promised + " ms"),
                String.format(Locale.ROOT, "%,d", latencies.count()));
    }

    private static void get(SuiteUnderTest suite, String path) throws IOException, InterruptedException {
        suite.send(suite.request(suite.throughGateway(path)).build());
    }

    /** Of another stretch each time, so that nobody has asked it before. */
    private static String question(int number) {
        var today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        var hours = Math.floorMod(number, 400);
        var early = Math.floorMod(number / 400, 200);
        return "{\"metric\": \"jobs.duration\", \"aggregation\": \"avg\", \"group_by\": [\"provider\"], \"from\": \""
                + today.minus(30 * 24L - hours, ChronoUnit.HOURS) + "\", \"until\": \""
                + today.minus(early, ChronoUnit.HOURS) + "\"}";
    }
}
