package io.opscope.bench;

import java.io.IOException;

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
            question.warmUp(suite);
            var medians = Rounds.alternate(
                    round -> Latencies.millis(() -> question.ask(suite, 26 + round)),
                    round -> Latencies.millis(() -> suite.run(question.sql())));
            Rounds.print(question.title(), "ms", medians, medians.other() / medians.one());
        }
    }

    /** A flat, typed copy of all jobs. */
    static void copy(SuiteUnderTest suite) throws IOException {
        suite.run("flat_copy.sql");
    }
}
