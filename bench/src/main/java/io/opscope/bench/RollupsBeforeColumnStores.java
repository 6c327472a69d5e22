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
import java.util.Locale;
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

    private RollupsBeforeColumnStores() {}

    static void measure(SuiteUnderTest suite, long rows) throws IOException, InterruptedException {
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
                compare(suite, statement, clickHouse, rows);
            } finally {
                clickHouse.ifPresent(ClickHouse::close);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        } finally {
            delete(directory);
        }
    }

    private static void compare(SuiteUnderTest suite, Statement duckDb, Optional<ClickHouse> clickHouse, long rows)
            throws IOException, InterruptedException {
        System.out.printf("%ncolumns: %,d jobs, medians of 5 rounds in turn%n", rows);
        System.out.printf(
                "%-32s %12s %12s %9s %12s %9s%n", "question", "API", "DuckDB", "faster", "ClickHouse", "of it");
        for (var question : QUESTIONS.entrySet()) {
            question.getKey().warmUp(suite);
            var sides = new ArrayList<Rounds.Side>();
            sides.add(round -> Latencies.millis(() -> question.getKey().ask(suite, 33 + round)));
            sides.add(round ->
                    Latencies.millis(() -> run(duckDb, question.getKey().sql())));
            clickHouse.ifPresent(
                    server -> sides.add(round -> Latencies.millis(() -> server.query(Texts.of(question.getValue())))));
            print(question.getKey(), Rounds.alternate(sides));
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

    private static void print(Question question, List<Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "%-32s %9.1f ms %9.1f ms %8.1fx",
                question.title(),
                millis.get(0),
                millis.get(1),
                millis.get(1) / millis.get(0));
        if (millis.size() > 2) {
            System.out.printf(Locale.ROOT, " %9.1f ms %8.2fx", millis.get(2), millis.get(0) / millis.get(2));
        }
        System.out.println();
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
