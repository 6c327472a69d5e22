package io.opscope.metrics.ingest;

import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.rollup.Counted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that was found good.
 *
 * @param status as sent, empty when none was
 * @param endedAt when it ended, where its family knows that and the record says so
 * @param body the whole record as JSON, times normalised to UTC
 * @param fingerprint of the body: equal for equal records
 */
record IncomingRecord(
        String id,
        @Nullable String userId,
        String status,
        Counted counted,
        @Nullable Long version,
        @Nullable Instant updatedAt,
        @Nullable Instant endedAt,
        String body,
        long fingerprint) {

    /** The same record, counted so. */
    IncomingRecord with(Counted counting) {
        return new IncomingRecord(id, userId, status, counting, version, updatedAt, endedAt, body, fingerprint);
    }

    /** The same record, meaning that. */
    IncomingRecord with(Outcome outcome) {
        return outcome == counted.outcome() ? this : with(counted.with(outcome));
    }

    Stamp stamp() {
        return new Stamp(version, updatedAt, counted.outcome(), fingerprint);
    }
}
