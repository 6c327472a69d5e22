package io.opscope.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * Durable ingest of live jobs over HTTP, counted at every tier, against what a database can do without counting, and
 * against what one would write by hand: {@code COPY} of the very same rows into a copy of the same indexed table; and one
 * {@code INSERT} and one counter upsert per dimension and event, each event a transaction. A backfill of thirty days,
 * shuffled, is reported beside it.
 */
final class IngestBeforeCopy {

    private static final Duration LIVE = Duration.ofMinutes(10);
    private static final Duration BACKFILL = Duration.ofDays(30);
    private static final int MOST_ROWS = 1_000_000;
    private static final int EVENTS_BY_HAND = 2_000;

    private final SuiteUnderTest suite;
    private final int rows;
    private final Path directory;
    private final String run = Long.toString(Instant.now().toEpochMilli());

    private IngestBeforeCopy(SuiteUnderTest suite, int rows, Path directory) {
        this.suite = suite;
        this.rows = rows;
        this.directory = directory;
    }

    static void measure(SuiteUnderTest suite, long asked, Report report) throws IOException, InterruptedException {
        var directory = Files.createTempDirectory("opscope-bench");
        try {
            new IngestBeforeCopy(suite, (int) Math.min(asked, MOST_ROWS), directory).measure(report);
        } finally {
            try (var files = Files.list(directory)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(directory);
        }
    }

    private void measure(Report report) throws IOException, InterruptedException {
        suite.run("copy_table.sql");
        suite.run("by_hand_tables.sql");
        var medians = Rounds.alternate(List.of(this::live, this::copied, this::byHand));
        report.say("%,d jobs a round, medians of 5 rounds in turn, %d cores.", rows, Report.cores());
        report.table("against", "ingest", "the other", "share", "meant to be");
        compare(report, "`COPY`", medians.get(0), medians.get(1), 0.25);
        compare(report, "by hand", medians.get(0), medians.get(2), 4);
        var backfilled = backfilled(0);
        report.say(
                "%,d jobs shuffled over 30 days, where every batch touches all of the hours, go in at %s, %s of `COPY`.",
                rows, Report.perSecond(backfilled), Report.times(backfilled / medians.get(1)));
    }

    private static void compare(Report report, String what, double ours, double other, double wanted) {
        report.row(
                what,
                Report.perSecond(ours),
                Report.perSecond(other),
                Report.times(ours / other),
                Report.atLeast(wanted, ours / other));
    }

    private double live(int round) throws IOException, InterruptedException {
        return sent(
                "live-" + run + "-" + round, IntStream.range(0, rows).boxed().toList(), Instant.now(), LIVE);
    }

    private double backfilled(int round) throws IOException, InterruptedException {
        var numbers = IntStream.range(0, rows).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(numbers, new Random(round));
        return sent("late-" + run + "-" + round, numbers, Instant.now(), BACKFILL);
    }

    private double sent(String prefix, List<Integer> numbers, Instant until, Duration spread)
            throws IOException, InterruptedException {
        var files = SampleJobs.write(directory, prefix, numbers, until, spread);
        return perSecond(numbers.size(), () -> SampleJobs.send(suite, files));
    }

    /** Rows per second of copying what the round has sent live; reading them out is not part of it. */
    private double copied(int round) throws IOException {
        var file = directory.resolve("copy");
        try (var connection = suite.database().getConnection();
                var statement = connection.createStatement()) {
            var manager = connection.unwrap(PGConnection.class).getCopyAPI();
            try (var out = Files.newOutputStream(file)) {
                manager.copyOut(
                        "COPY (SELECT * FROM record_jobs WHERE id LIKE 'live-" + run + "-" + round + "-%') TO STDOUT",
                        out);
            }
            statement.execute("TRUNCATE bench_copy");
            var begin = System.nanoTime();
            try (var in = Files.newInputStream(file)) {
                var copied = manager.copyIn("COPY bench_copy FROM STDIN", in);
                return copied / ((System.nanoTime() - begin) / 1e9);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private double byHand(int round) throws IOException, InterruptedException {
        return perSecond(EVENTS_BY_HAND, () -> insertByHand(round));
    }

    private void insertByHand(int round) throws IOException {
        try (var connection = suite.database().getConnection();
                var insert = connection.prepareStatement("INSERT INTO bench_event VALUES (?, now(), ?::jsonb)");
                var count = connection.prepareStatement(
                        "INSERT INTO bench_counter VALUES (date_trunc('minute', now()), ?, ?, 1) ON CONFLICT (minute,"
                                + " dimension, value) DO UPDATE SET n = bench_counter.n + 1")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < EVENTS_BY_HAND; i++) {
                insert.setString(1, round + "-" + i + "-" + System.nanoTime());
                insert.setString(2, String.format(Locale.ROOT, "{\"id\": \"%d\", \"status\": \"completed\"}", i));
                insert.executeUpdate();
                for (int dimension = 0; dimension < 5; dimension++) {
                    count.setString(1, "dimension-" + dimension);
                    count.setString(2, "value-" + i % 20);
                    count.executeUpdate();
                }
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static double perSecond(long rows, Latencies.Timed work) throws IOException, InterruptedException {
        return rows / (Latencies.millis(work) / 1e3);
    }
}
