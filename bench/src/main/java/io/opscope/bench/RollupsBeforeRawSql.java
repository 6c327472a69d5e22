package io.opscope.bench;

import java.io.IOException;

/**
 * The answer of the API, uncached, over HTTP and all, against the plain SQL for the same question over a flat typed copy
 * of the same records. Every round asks for another number of days, so that no answer comes from a cache.
 */
final class RollupsBeforeRawSql {

    private RollupsBeforeRawSql() {}

    static void measure(SuiteUnderTest suite, long rows, Report report) throws IOException, InterruptedException {
        SampleJobs.load(suite, rows);
        copy(suite);
        report.say(
                "%,d jobs over 30 days, each question asked %,d times before, medians of 5 rounds of 5 in turn, %d cores.",
                rows, Question.WARM_UP, Report.cores());
        report.table("question", "API, uncached", "raw SQL", "faster", "meant to be");
        for (var question : Question.values()) {
            question.warmUp(suite);
            var medians = Rounds.alternate(
                    round -> question.millis(suite, 26, round),
                    round -> Question.millis(() -> suite.run(question.sql())));
            var faster = medians.other() / medians.one();
            report.row(
                    question.title(),
                    Report.millis(medians.one()),
                    Report.millis(medians.other()),
                    Report.times(faster),
                    Report.atLeast(question.wanted(), faster));
        }
    }

    /** A flat, typed copy of all jobs. */
    static void copy(SuiteUnderTest suite) throws IOException {
        suite.run("flat_copy.sql");
    }
}
