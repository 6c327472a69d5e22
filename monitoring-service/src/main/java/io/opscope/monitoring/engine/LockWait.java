package io.opscope.monitoring.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One who waits for a lock, and one who keeps it from getting it.
 *
 * @param waiter the server's number of the session that waits
 */
public record LockWait(String waiter, Holder holder) {

    /**
     * Who is waited for, whatever it is doing now.
     *
     * @param session the server's number of the session; 0 of a transaction that belongs to none
     * @param text what it runs, or ran last where the server tells; null where it does not
     * @param state in the server's own words
     * @param transactionAt since when its transaction is open; null where there is none, as with a lock of a session's
     * @param prepared what a transaction is called that was prepared and waits for its second phase; else null
     */
    public record Holder(
            String session,
            @Nullable String database,
            @Nullable String user,
            @Nullable String text,
            String state,
            @Nullable Instant transactionAt,
            @Nullable String prepared) {}
}
