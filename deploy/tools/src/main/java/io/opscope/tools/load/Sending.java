package io.opscope.tools.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.tools.cli.Progress;
import io.opscope.tools.file.Row;
import io.opscope.tools.mapping.Mapping;
import io.opscope.tools.mapping.RowProblem;
import io.opscope.tools.suite.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gathers rows into batches, sends one at a time and keeps the books. One at a time, because then an interruption leaves no gaps behind. */
final class Sending {

    private final Suite suite;
    private final String family;
    private final Mapping mapping;
    private final Duration shift;
    private final int batchSize;
    private final RejectReport rejects;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final List<ObjectNode> records = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private long unmappable;

    private record Origin(long line, String id) {}

    Sending(
            Suite suite,
            String family,
            Mapping mapping,
            Duration shift,
            int batchSize,
            RejectReport rejects,
            Progress progress) {
        this.suite = suite;
        this.family = family;
        this.mapping = mapping;
        this.shift = shift;
        this.batchSize = batchSize;
        this.rejects = rejects;
        this.progress = progress;
    }

    void take(Row row) {
        try {
            var mapped = mapping.map(row);
            records.add(mapped.moved(shift));
            origins.add(new Origin(row.line(), mapped.id()));
        } catch (RowProblem problem) {
            rejects.add(row.line(), mapping.idOf(row), problem.reason());
            unmappable++;
        }
        if (records.size() >= batchSize) {
            flush();
        }
    }

    /** Sends what has been gathered, and returns what became of everything so far. */
    Tally flush() {
        if (!records.isEmpty()) {
            var answer = suite.ingest(family, records);
            tally.add(answer);
            for (var rejection : answer.rejected()) {
                var known = rejection.index() >= 0 && rejection.index() < origins.size();
                var origin = known ? origins.get(rejection.index()) : new Origin(0, "");
                rejects.add(origin.line(), origin.id(), rejection.problem());
            }
        }
        progress.advance(records.size() + unmappable);
        records.clear();
        origins.clear();
        unmappable = 0;
        return tally;
    }

    Tally tally() {
        return tally;
    }
}
