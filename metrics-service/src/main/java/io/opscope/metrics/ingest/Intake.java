package io.opscope.metrics.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opscope.kit.auth.Scope;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Editions;
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
    private final Editions editions;
    private final IngestConfig config;

    Intake(RecordReader reader, Batches batches, Editions editions, IngestConfig config) {
        this.reader = reader;
        this.batches = batches;
        this.editions = editions;
        this.config = config;
    }

    /** The same for records that are JSON objects already; they are the intake's own from then on. */
    public IngestAnswer take(Scope scope, Family family, List<ObjectNode> records) {
        var rows = new ArrayList<SentRow>();
        records.forEach(record -> rows.add(new OwnRow(rows.size(), record)));
        return take(scope, family, rows.iterator());
    }

    IngestAnswer take(Scope scope, Family family, Iterator<SentRow> rows) {
        var tally = new Outcomes(family);
        var good = new ArrayList<IncomingRecord>();
        var places = new ArrayList<Long>();
        while (rows.hasNext()) {
            var row = rows.next();
            var now = Instant.now();
            try {
                good.add(reader.read(family, row.json(), now, editions.floor(scope, family, now)));
                places.add(row.index());
            } catch (RejectedRecordException e) {
                tally.reject(new IngestAnswer.Rejected(row.index(), String.valueOf(e.getMessage())));
            }
            if (good.size() == config.batchRows()) {
                tally.add(batches.store(scope, family, good), good, places);
                good = new ArrayList<>();
                places = new ArrayList<>();
            }
        }
        if (!good.isEmpty()) {
            tally.add(batches.store(scope, family, good), good, places);
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
        private final Family family;
        private final List<IngestAnswer.Rejected> rejected = new ArrayList<>();

        Outcomes(Family family) {
            this.family = family;
        }

        void reject(IngestAnswer.Rejected row) {
            rejectedCount++;
            if (rejected.size() < MOST_REASONS) {
                rejected.add(row);
            }
        }

        /** @param places of the records in the request */
        void add(List<Verdict> verdicts, List<IncomingRecord> records, List<Long> places) {
            for (int i = 0; i < verdicts.size(); i++) {
                switch (verdicts.get(i)) {
                    case ACCEPTED -> accepted++;
                    case UPDATED -> updated++;
                    case DUPLICATE -> duplicates++;
                    case TOO_OLD -> reject(new IngestAnswer.Rejected(places.get(i), tooOld(records.get(i))));
                }
            }
        }

        private String tooOld(IncomingRecord record) {
            return "too_old: " + family.eventTime() + " is " + record.counted().at()
                    + ", and records of that time are no longer kept";
        }
    }
}
