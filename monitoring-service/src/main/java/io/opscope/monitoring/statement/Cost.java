package io.opscope.monitoring.statement;

import io.opscope.monitoring.engine.StatementCounts;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a statement cost that ended between two readings, all its roles together.
 *
 * @param rowsScanned null where the server counts none
 */
record Cost(
        String fingerprint,
        long calls,
        double totalMs,
        @Nullable Long rowsScanned,
        long rowsReturned) {

    /** Everything that an entry counts. */
    static Cost whole(StatementCounts.Entry entry) {
        return new Cost(entry.fingerprint(), entry.calls(), entry.totalMs(), entry.rowsScanned(), entry.rowsReturned());
    }

    /** What an entry counts more than it did; empty of calls when it ran no more. */
    static Cost more(StatementCounts.Entry before, StatementCounts.Entry after) {
        var scanned = after.rowsScanned();
        var scannedBefore = before.rowsScanned();
        return new Cost(
                after.fingerprint(),
                after.calls() - before.calls(),
                after.totalMs() - before.totalMs(),
                scanned == null ? null : scanned - (scannedBefore == null ? 0 : scannedBefore),
                after.rowsReturned() - before.rowsReturned());
    }

    Cost plus(Cost other) {
        var scanned = other.rowsScanned;
        return new Cost(
                fingerprint,
                calls + other.calls,
                totalMs + other.totalMs,
                rowsScanned == null ? scanned : scanned == null ? rowsScanned : Long.valueOf(rowsScanned + scanned),
                rowsReturned + other.rowsReturned);
    }

    double meanMs() {
        return totalMs / calls;
    }
}
