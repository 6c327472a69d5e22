package io.opscope.monitoring.statement;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.StatementText;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What is kept of the time between two readings.
 *
 * @param began by this replica's clock
 * @param texts of statements whose text is not known to be kept
 * @param lacks why the reading was not complete
 */
record Interval(
        Instant began,
        Instant ended,
        long evictions,
        List<Cost> costs,
        Rest rest,
        Collection<StatementText> texts,
        List<Unavailable> lacks) {

    /** The statements that are not kept one by one, taken together. */
    record Rest(long statements, long calls, double totalMs) {

        static Rest of(Collection<Cost> costs) {
            return new Rest(
                    costs.size(),
                    costs.stream().mapToLong(Cost::calls).sum(),
                    costs.stream().mapToDouble(Cost::totalMs).sum());
        }
    }
}
