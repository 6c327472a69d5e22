package io.opscope.monitoring.statement;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.engine.StatementCost;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What statements cost in a stretch of time.
 *
 * @param intervals between readings; 0 where there were none yet
 * @param began when the first of them began; null without one
 * @param ended when the last of them ended; null without one
 * @param evictions how often the server forgot statements meanwhile
 * @param totalMs time of all runs of all statements but ours
 * @param lacks why the last reading was not complete
 * @param slowest first
 */
record Window(
        long intervals,
        @Nullable Instant began,
        @Nullable Instant ended,
        long evictions,
        double totalMs,
        List<Unavailable> lacks,
        List<StatementCost> slowest) {

    Window with(List<StatementCost> found) {
        return new Window(intervals, began, ended, evictions, totalMs, lacks, found);
    }
}
