package io.opscope.metrics.query;

import java.util.List;

/**
 * What was counted from one moment to another, neither of which need be the edge of anything.
 *
 * @param range that was counted: the one asked for, or one moved outward to whole buckets
 * @param exact whether it is the one asked for, and all of it is kept
 */
public record Stretch(Range range, boolean exact, List<Cell> cells) {

    public Stretch {
        cells = List.copyOf(cells);
    }

    /** The same, as answers tell it. */
    public PreviousPeriod period() {
        return new PreviousPeriod(range.from(), range.until(), exact);
    }
}
