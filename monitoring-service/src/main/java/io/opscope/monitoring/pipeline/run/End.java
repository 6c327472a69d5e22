package io.opscope.monitoring.pipeline.run;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, as one event tells it. Ends have a total order, and the greatest one told stands: the latest; at one
 * moment the worst; then the one that tells of more rows, then of more errors.
 *
 * @param kind one that is an end
 * @param rows how many rows the event says were processed; null when it does not
 * @param errors how many errors the event says there were; null when it does not
 */
public record End(
        Kind kind,
        Instant at,
        @Nullable Long rows,
        @Nullable Long errors) implements Comparable<End> {

    private static final Comparator<@Nullable Long> NUMBERS = Comparator.nullsFirst(Comparator.naturalOrder());

    public End {
        if (!kind.isEnd()) {
            throw new IllegalArgumentException(kind + " ends nothing");
        }
    }

    @Override
    public int compareTo(End other) {
        var order = at.compareTo(other.at);
        if (order == 0) {
            order = kind.compareTo(other.kind);
        }
        if (order == 0) {
            order = NUMBERS.compare(rows, other.rows);
        }
        return order == 0 ? NUMBERS.compare(errors, other.errors) : order;
    }
}
