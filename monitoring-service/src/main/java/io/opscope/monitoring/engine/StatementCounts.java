package io.opscope.monitoring.engine;

import io.opscope.monitoring.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a server's statements at one moment.
 *
 * @param readAt the server's own clock, from before the first counter was read
 * @param resetAt when all counters last began anew; null where the server does not tell
 * @param evictions how often the server had to forget statements for want of room since then, or had none for a run; 0 where it does
 *     not tell
 * @param entries in no order
 */
public record StatementCounts(Instant readAt, @Nullable Instant resetAt, long evictions, List<Entry> entries) {

    /** Entries of one reading; servers keep 5,000 or 10,000 unless they are told otherwise. */
    public static final int MOST = 50_000;

    /**
     * A reading of no more than so many entries.
     *
     * @param read up to one more than {@code most}, those that took the most time first
     * @param lacks what else is missing
     * @param remedy what has the server keep fewer
     */
    public static Reading<StatementCounts> reading(
            StatementCounts read, int most, List<Unavailable> lacks, String remedy) {
        if (read.entries().size() <= most) {
            return new Reading<>(read, lacks);
        }
        var told = new ArrayList<>(lacks);
        told.add(new Unavailable(
                "data",
                "The server counts more than " + most
                        + " statements; those that took the least time in all are left out",
                remedy));
        var entries = List.copyOf(read.entries().subList(0, most));
        return new Reading<>(
                new StatementCounts(read.readAt(), read.resetAt(), read.evictions(), entries), List.copyOf(told));
    }

    /**
     * What is counted apart: a statement as one role ran it, say.
     *
     * @param owner what sets it apart from others of the same fingerprint
     * @param fingerprint the server's number of the statement without its literals
     * @param since when this entry began to count, to the second at least; null where the server does not tell
     * @param totalMs time of all runs
     * @param rowsScanned rows read by all runs; null where the server counts none
     * @param rowsReturned rows returned or changed by all runs
     */
    public record Entry(
            String owner,
            String fingerprint,
            @Nullable Instant since,
            long calls,
            double totalMs,
            @Nullable Long rowsScanned,
            long rowsReturned) {}
}
