package io.opscope.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/**
 * More jobs than one would want to send over HTTP, in a tenant of their own. They are written into the table of records by
 * the database's superuser, in order of time, and then counted by the service itself, as it counts anew what was counted by
 * another edition of its catalogue. So the records are made by the bench, the rollups by the very code that is measured.
 */
final class BulkJobs {

    private static final long PORTION = 100_000;
    private static final String TIME = "YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"";

    private final SuiteUnderTest suite;
    private final String tenant;
    private final long rows;

    private BulkJobs(SuiteUnderTest suite, long rows) {
        this.suite = suite;
        this.tenant = "bulk-" + rows;
        this.rows = rows;
    }

    /** So many jobs, loaded and counted unless they are already; the suite as it looks to their tenant's administrator. */
    static SuiteUnderTest load(SuiteUnderTest suite, long rows) throws IOException, InterruptedException {
        return new BulkJobs(suite, rows).load();
    }

    private SuiteUnderTest load() throws IOException, InterruptedException {
        try (var connection = suite.database().getConnection()) {
            run(connection, bound("bulk_account.sql").replace(":admin", quoted(suite.email())));
            if (number(connection, "SELECT count(*) FROM counted_by WHERE tenant_id = " + quoted(tenant)) == 0) {
                store(connection);
                run(connection, "VACUUM ANALYZE record_jobs");
                run(connection, bound("bulk_outdated.sql"));
            }
            count(connection);
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return suite.as(tenant + "@opscope.local");
    }

    private void store(Connection connection) throws IOException, SQLException {
        var begin = System.nanoTime();
        // an interrupted load goes on where its last whole portion ended
        var from = number(connection, "SELECT count(*) FROM record_jobs WHERE tenant_id = " + quoted(tenant));
        var first = from;
        while (from < rows) {
            var until = Math.min(rows, from + PORTION);
            run(
                    connection,
                    bound("bulk_jobs.sql")
                            .replace(":time", quoted(TIME))
                            .replace(":from", Long.toString(from))
                            .replace(":until", Long.toString(until))
                            .replace(":rows", Long.toString(rows)));
            from = until;
        }
        say("stored", rows - first, begin);
    }

    /** Waits until the service has counted them; the first time all dead versions are left by one transaction. */
    private void count(Connection connection) throws InterruptedException, SQLException {
        var outdated =
                "SELECT count(*) FROM counted_by WHERE edition = 'loaded in bulk' AND tenant_id = " + quoted(tenant);
        if (number(connection, outdated) == 0) {
            return;
        }
        var begin = System.nanoTime();
        while (number(connection, outdated) > 0) {
            Thread.sleep(200);
        }
        say("counted", rows, begin);
        run(connection, "VACUUM ANALYZE rollup");
    }

    private static void say(String what, long rows, long begin) {
        var seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(Locale.ROOT, "  %s %,d jobs, %,.0f/s%n", what, rows, rows / seconds);
    }

    private String bound(String file) throws IOException {
        return Texts.of(file).replace(":tenant", quoted(tenant));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
