package io.opscope.metrics.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.kit.auth.Scope;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Takes a stream of rows in: checks each, stores them in portions, and says what became of every one. */
@ApplicationScoped
public class Intake {

    /** A file of another kind has as many bad rows as lines; its sender is helped by the first of them. */
    private static final int MOST_REASONS = 10_000;

    private final RecordReader reader;
    private final Batches batches;
    private final IngestConfig config;

    Intake(RecordReader reader, Batches batches, IngestConfig config) {
        this.reader = reader;
        this.batches = batches;
        this.config = config;
    }

    /** The same for records that are JSON objects already; they are the intake's own from then on. */
    public IngestAnswer take(Scope scope, Family family, List<ObjectNode> records) {
        var rows = new ArrayList<SentRow>();
        records.forEach(record -> rows.add(new OwnRow(rows.size(), record)));
        return take(scope, family, rows.iterator());
    }

    IngestAnswer take(Scope scope, Family family, Iterator<SentRow> rows) {
        var tally = new Outcomes();
        var good = new ArrayList<IncomingRecord>();
        while (rows.hasNext()) {
            var row = rows.next();
            try {
                good.add(reader.read(family, row.json(), Instant.now()));
            } catch (RejectedRecordException e) {
                tally.reject(new IngestAnswer.Rejected(row.index(), String.valueOf(e.getMessage())));
            }
            if (good.size() == config.batchRows()) {
                tally.add(batches.store(scope, family, good));
                good = new ArrayList<>();
            }
        }
        if (!good.isEmpty()) {
            tally.add(batches.store(scope, family, good));
        }
        return new IngestAnswer(tally.accepted, tally.updated, tally.duplicates, tally.rejected, tally.rejectedCount);
    }

    /** One row as it was sent; a row that is not JSON says so when it is read. */
    interface SentRow {
        long index();

        JsonNode json() throws RejectedRecordException;
    }

    private record OwnRow(long index, JsonNode json) implements SentRow {}

    private static final class Outcomes {

        private long accepted;
        private long updated;
        private long duplicates;
        private long rejectedCount;
        private final List<IngestAnswer.Rejected> rejected = new ArrayList<>();

        void reject(IngestAnswer.Rejected row) {
            rejectedCount++;
            if (rejected.size() < MOST_REASONS) {
                rejected.add(row);
            }
        }

        void add(List<Verdict> verdicts) {
            for (var verdict : verdicts) {
                switch (verdict) {
                    case ACCEPTED -> accepted++;
                    case UPDATED -> updated++;
                    case DUPLICATE -> duplicates++;
                }
            }
        }
    }
}
