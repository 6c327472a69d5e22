package io.opscope.metrics.connector;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connector as it is kept.
 *
 * @param edition grows with every change of the definition
 * @param sealed the password, encrypted; null when it has to be set
 * @param running whether some replica is copying at this moment
 */
record Connector(
        UUID id,
        Definition definition,
        int edition,
        byte @Nullable [] sealed,
        @Nullable String watermark,
        Totals totals,
        List<Rejection> rejections,
        @Nullable Instant lastRun,
        @Nullable String lastError,
        @Nullable Instant nextRun,
        boolean running) {

    /** What became of the rows that were read, since the connector was made. */
    record Totals(long rowsRead, long accepted, long updated, long duplicates, long rejected) {

        Totals plus(Totals other) {
            return new Totals(
                    rowsRead + other.rowsRead,
                    accepted + other.accepted,
                    updated + other.updated,
                    duplicates + other.duplicates,
                    rejected + other.rejected);
        }
    }
}
