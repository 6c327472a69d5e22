package io.opscope.monitoring.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a statement has cost so far, all its runs taken together.
 *
 * @param fingerprint the server's number of the statement without its literals
 * @param text the statement with placeholders for its literals
 * @param meanMs mean time of one run
 * @param totalMs time of all runs
 * @param rowsScanned rows read by all runs; null where the server counts none
 * @param rowsReturned rows returned or changed by all runs
 */
public record StatementCost(
        String fingerprint,
        String text,
        double meanMs,
        long calls,
        double totalMs,
        @Nullable Long rowsScanned,
        long rowsReturned) {

    /** The same with another text. */
    public StatementCost with(String other) {
        return new StatementCost(fingerprint, other, meanMs, calls, totalMs, rowsScanned, rowsReturned);
    }
}
