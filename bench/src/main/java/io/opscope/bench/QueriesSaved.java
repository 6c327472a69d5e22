package io.opscope.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many statements the database runs for a hundred dashboards of ten panels that refresh every five seconds while
 * jobs come in, against what it would run if every panel were asked of it.
 */
final class QueriesSaved {

    private static final int DASHBOARDS = 100;
    private static final int REFRESH_SECONDS = 5;
    private static final int SECONDS = 60;
    private static final List<String> PANELS = List.of(
            "/api/v1/analytics?days=7",
            "/api/v1/analytics?days=30",
            "/api/v1/analytics/time-series?interval=day&days=30",
            "/api/v1/analytics/time-series?interval=week&days=90",
            "/api/v1/analytics/cost-breakdown?days=30",
            "/api/v1/analytics/performance?days=7",
            "/api/v1/analytics/trends/jobs",
            "/api/v1/analytics/metrics/messages/realtime",
            "/api/v1/analytics/dashboard/summary",
            "/admin/api/analytics/revenue");

    private QueriesSaved() {}

    static void measure(SuiteUnderTest suite, Report report) throws IOException, InterruptedException {
        var uncached = 0.0;
        for (var panel : PANELS) {
            clear(suite);
            var before = statements(suite);
            suite.get(suite.atMetrics(panel));
            uncached += statements(suite) - before;
        }
        var live = LiveJobs.start(suite, 100);
        var asked = new AtomicLong();
        var failed = new AtomicLong();
        var before = statements(suite);
        try {
            refresh(suite, asked, failed);
        } finally {
            live.stop();
        }
        var ran = statements(suite) - before;
        var withoutCache = asked.get() * uncached / PANELS.size();
        report.say(
                "%d dashboards of %d panels, each refreshed every %d s, for %d s: %,d answers, %,d failed, cost the database"
                        + " %,d statements that read; the same without a cache would have cost %,.0f. %.1f %% fewer"
                        + " (95 %% promised).",
                DASHBOARDS,
                PANELS.size(),
                REFRESH_SECONDS,
                SECONDS,
                asked.get(),
                failed.get(),
                ran,
                withoutCache,
                100 - 100 * ran / withoutCache);
    }

    private static void refresh(SuiteUnderTest suite, AtomicLong asked, AtomicLong failed)
            throws IOException, InterruptedException {
        var clock = Executors.newScheduledThreadPool(8);
        for (int dashboard = 0; dashboard < DASHBOARDS; dashboard++) {
            for (var panel : PANELS) {
                clock.scheduleAtFixedRate(
                        () -> {
                            try {
                                suite.get(suite.atMetrics(panel));
                                asked.incrementAndGet();
                            } catch (IOException e) {
                                failed.incrementAndGet();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        dashboard * (1000L * REFRESH_SECONDS / DASHBOARDS),
                        1000L * REFRESH_SECONDS,
                        TimeUnit.MILLISECONDS);
            }
        }
        TimeUnit.SECONDS.sleep(SECONDS);
        clock.shutdownNow();
        clock.awaitTermination(10, TimeUnit.SECONDS);
    }

    private static void clear(SuiteUnderTest suite) throws IOException, InterruptedException {
        suite.send(suite.request(suite.atMetrics("/admin/api/cache/clear"))
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                .build());
    }

    /** Statements of the metrics service that read what was counted or stored; what ingest and upkeep run is left out. */
    private static long statements(SuiteUnderTest suite) throws IOException {
        try (var connection = suite.database().getConnection();
                var statement = connection.createStatement();
                var calls = statement.executeQuery(Texts.of("statements_that_read.sql"))) {
            calls.next();
            return calls.getLong(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
