package io.opscope.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.postgresql.PGConnection;

/**
 * Durable ingest of live jobs over HTTP, counted at every tier, against what a database can do without counting, and
 * against what one would write by hand: {@code COPY} of the very same rows into a copy of the same indexed table; and one
 * {@code INSERT} and one counter upsert per dimension and event, each event a transaction.
 */
final class IngestBeforeCopy {

    private static final Duration SPREAD = Duration.ofMinutes(10);
    private static final long MOST_ROWS = 1_000_000;
    private static final int EVENTS_BY_HAND = 2_000;

    private IngestBeforeCopy() {}

    static void measure(SuiteUnderTest suite, long asked) throws IOException, InterruptedException {
        var rows = Math.min(asked, MOST_ROWS);
        System.out.printf("%ningest: %,d live jobs a round, medians of 5 rounds in turn%n", rows);
        System.out.printf("%-44s %17s %17s %9s%n", "against", "ingest over HTTP", "the other", "ratio");
        run(suite, "copy_table.sql");
        var copy = Rounds.alternate(
                round -> perSecond(rows, () -> send(suite, "copy-" + round, rows)),
                round -> copied(suite, "copy-" + round, rows));
        Rounds.print("COPY into the same indexed table", "/s", copy, copy.one() / copy.other());
        run(suite, "by_hand_tables.sql");
        var byHand = Rounds.alternate(
                round -> perSecond(rows, () -> send(suite, "hand-" + round, rows)),
                round -> perSecond(EVENTS_BY_HAND, () -> byHand(suite, round)));
        Rounds.print("an INSERT and five upserts per event", "/s", byHand, byHand.one() / byHand.other());
    }

    private static void send(SuiteUnderTest suite, String prefix, long rows) throws IOException, InterruptedException {
        SampleJobs.send(suite, prefix + "-" + Instant.now().toEpochMilli(), rows, Instant.now(), SPREAD);
    }

    /** Rows per second of copying what the round before has sent; reading them out is not part of it. */
    private static double copied(SuiteUnderTest suite, String prefix, long rows) throws IOException {
        try (var connection = suite.database().getConnection();
                var statement = connection.createStatement()) {
            var manager = connection.unwrap(PGConnection.class).getCopyAPI();
            var out = new ByteArrayOutputStream();
            manager.copyOut(
                    "COPY (SELECT * FROM record_jobs WHERE id LIKE '" + prefix + "-%' LIMIT " + rows + ") TO STDOUT",
                    out);
            statement.execute("TRUNCATE bench_copy");
            var data = out.toByteArray();
            var begin = System.nanoTime();
            var copied = manager.copyIn("COPY bench_copy FROM STDIN", new ByteArrayInputStream(data));
            return copied / ((System.nanoTime() - begin) / 1e9);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void byHand(SuiteUnderTest suite, int round) throws IOException {
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

    private static double perSecond(long rows, Work work) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        work.run();
        return rows / ((System.nanoTime() - begin) / 1e9);
    }

    private static void run(SuiteUnderTest suite, String file) throws IOException {
        try (var connection = suite.database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(Texts.of(file));
        } catch (SQLException e) {
            throw new IOException(file, e);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
