package io.opscope.tools.load;

import io.opscope.tools.suite.IngestAnswer;
import java.util.Locale;

/** What became of the rows so far. */
final class Tally {

    private long accepted;
    private long updated;
    private long duplicates;

    void add(IngestAnswer answer) {
        accepted += answer.accepted();
        updated += answer.updated();
        duplicates += answer.duplicates();
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
