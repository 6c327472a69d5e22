package io.opscope.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * The answer of the API, uncached, against DuckDB scanning the same rows in columns, and against a view of ClickHouse that
 * keeps what it aggregates as rows come in, where there is a ClickHouse (Debian: clickhouse-server).
 */
final class RollupsBeforeColumnStores {

    /** The same question over ClickHouse's views. */
    private static final Map<Question, String> QUESTIONS = new EnumMap<>(Map.of(
            Question.SUMMARY, "clickhouse_summary.sql",
            Question.SERIES, "clickhouse_series.sql",
            Question.PERCENTILE, "clickhouse_percentile.sql"));

    private static final double FASTER_THAN_DUCKDB = 5;
    private static final double OF_CLICKHOUSE = 1.5;

    private RollupsBeforeColumnStores() {}

    static void measure(SuiteUnderTest suite, long rows, Report report) throws IOException, InterruptedException {
        SampleJobs.load(suite, rows);
        RollupsBeforeRawSql.copy(suite);
        var directory = Files.createTempDirectory("opscope-columns");
        try {
            var clickHouse = ClickHouse.start(directory);
            try (var duckDb = DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("jobs.duckdb"));
                    var statement = duckDb.createStatement()) {
                var csv = directory.resolve("jobs.csv");
                export(suite, csv);
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute(Texts.of("duckdb_load.sql").replace(":csv", csv.toString()));
                if (clickHouse.isPresent()) {
                    clickHouse.get().load(csv);
                }
                compare(suite, statement, clickHouse, rows, report);
            } finally {
                clickHouse.ifPresent(ClickHouse::close);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            delete(directory);
        }
    }

    private static void compare(
            SuiteUnderTest suite, Statement duckDb, Optional<ClickHouse> clickHouse, long rows, Report report)
            throws IOException, InterruptedException {
        report.say(
                "%,d jobs over 30 days, each question asked %,d times before, medians of 5 rounds of 5 in turn, %d cores.",
                rows, Question.WARM_UP, Report.cores());
        report.table(
                "question",
                "API, uncached",
                "DuckDB",
                "faster, 5x meant",
                "ClickHouse",
                "of its time, 1.5x at most meant");
        for (var question : QUESTIONS.entrySet()) {
            question.getKey().warmUp(suite);
            var sides = new ArrayList<Rounds.Side>();
            sides.add(round -> question.getKey().millis(suite, 57, round));
            sides.add(
                    round -> Question.millis(() -> run(duckDb, question.getKey().sql())));
            clickHouse.ifPresent(
                    server -> sides.add(round -> Question.millis(() -> server.query(Texts.of(question.getValue())))));
            print(report, question.getKey(), Rounds.alternate(sides));
        }
    }

    private static void run(Statement duckDb, String file) throws IOException {
        try (var result = duckDb.executeQuery(Texts.of(file))) {
            while (result.next()) {
                result.getObject(1);
            }
        } catch (SQLException e) {
            throw new IOException(file, e);
        }
    }

    private static void print(Report report, Question question, List<Double> millis) {
        var faster = millis.get(1) / millis.get(0);
        var isThere = millis.size() > 2;
        var ofIts = isThere ? millis.get(0) / millis.get(2) : 0;
        report.row(
                question.title(),
                Report.millis(millis.get(0)),
                Report.millis(millis.get(1)),
                Report.times(faster) + (faster < FASTER_THAN_DUCKDB ? ": missed" : ""),
                isThere ? Report.millis(millis.get(2)) : "not there",
                isThere ? Report.atMost(OF_CLICKHOUSE, ofIts, Report.times(ofIts)) : "");
    }

    private static void export(SuiteUnderTest suite, Path csv) throws IOException {
        try (var connection = suite.database().getConnection();
                var out = Files.newOutputStream(csv)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(Texts.of("export_flat_copy.sql"), out);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
