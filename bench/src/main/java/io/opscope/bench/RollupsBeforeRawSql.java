package io.opscope.bench;

import java.io.IOException;
import java.sql.SQLException;

/**
 * The answer of the API, uncached, over HTTP and all, against the plain SQL for the same question over a flat typed copy
 * of the same records. Every round asks for another number of days, so that no answer comes from a cache.
 */
final class RollupsBeforeRawSql {

    private RollupsBeforeRawSql() {}

    static void measure(SuiteUnderTest suite, long rows) throws IOException, InterruptedException {
        SampleJobs.load(suite, rows);
        copy(suite);
        System.out.printf("%nrollups: %,d jobs, medians of 5 rounds in turn%n", rows);
        System.out.printf("%-44s %17s %17s %9s%n", "question", "API uncached", "raw SQL", "faster");
        for (var question : Question.values()) {
            var medians = Rounds.alternate(
                    round -> timed(() -> question.ask(suite, 26 + round)),
                    round -> timed(() -> run(suite, question.sql())));
            Rounds.print(question.title(), "ms", medians, medians.other() / medians.one());
        }
    }

    /** A flat, typed copy of all jobs. */
    static void copy(SuiteUnderTest suite) throws IOException {
        run(suite, "flat_copy.sql");
    }

    private static void run(SuiteUnderTest suite, String file) throws IOException {
        try (var connection = suite.database().getConnection();
                var statement = connection.createStatement()) {
            var isQuery = statement.execute(Texts.of(file));
            while (isQuery && statement.getResultSet().next()) {
                statement.getResultSet().getObject(1);
            }
        } catch (SQLException e) {
            throw new IOException(file, e);
        }
    }

    private static double timed(Work work) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
