package io.opscope.tools.load;

import io.opscope.tools.suite.IngestAnswer;
import java.util.Locale;

/** What became of the rows so far. */
final class Tally {

    private long accepted;
    private long updated;
    private long duplicates;
    private long answers;

    void add(IngestAnswer answer) {
        answers++;
        accepted += answer.accepted();
        updated += answer.updated();
        duplicates += answer.duplicates();
    }

    /** Whether the suite has answered for at least one row. */
    boolean isAnything() {
        return answers > 0;
    }

    String summary(RejectReport rejects) {
        return String.format(
                        Locale.ROOT,
                        "%,d accepted, %,d updated, %,d duplicates, %,d rejected",
                        accepted,
                        updated,
                        duplicates,
                        rejects.count())
                + (rejects.count() > 0 ? " (report: " + rejects.path() + ")" : "");
    }
}
