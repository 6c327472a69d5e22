package io.opscope.bench;

import java.io.IOException;
import java.util.Locale;

/**
 * The answers of the API, uncached, about so many jobs and about ten times as many in the same 30 days: what they cost is
 * not meant to grow with the rows. Each lot is a tenant's of its own, so that the two can be asked in turn.
 */
final class AnswersAsRowsGrow {

    private static final int TIMES = 10;
    private static final double MEANT = 1.2;

    private AnswersAsRowsGrow() {}

    static void measure(SuiteUnderTest suite, long rows, Report report) throws IOException, InterruptedException {
        var few = suite.as("jobs-" + rows);
        var many = suite.as("jobs-" + TIMES * rows);
        SampleJobs.load(few, rows);
        SampleJobs.load(many, TIMES * rows);
        report.say(
                "The same 30 days, each question asked %,d times before, medians of 5 rounds of 5 in turn, %d cores.",
                Question.WARM_UP, Report.cores());
        report.table("question", jobs(rows), jobs(TIMES * rows), "of the time, 1.2x at most meant");
        for (var question : Question.values()) {
            question.warmUp(few);
            question.warmUp(many);
            var medians = Rounds.alternate(
                    round -> question.millis(few, 26, round), round -> question.millis(many, 26, round));
            var ratio = medians.other() / medians.one();
            report.row(
                    question.title(),
                    Report.millis(medians.one()),
                    Report.millis(medians.other()),
                    Report.atMost(MEANT, ratio, Report.times(ratio)));
        }
    }

    private static String jobs(long rows) {
        return String.format(Locale.ROOT, "%,d jobs", rows);
    }
}
