package io.opscope.metrics.rollup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what a transaction counts a family's records.
 *
 * @param recordsSince records before it are gone, or as good as gone; null when all are there
 */
public record Counting(Policy policy, @Nullable Instant recordsSince) {

    /**
     * Whether a record of that time is gone. It could not be recognised when sent again, and what was counted of it
     * stays, even if it has not been deleted yet.
     */
    public boolean isGone(Instant at) {
        return recordsSince != null && at.isBefore(recordsSince);
    }
}
