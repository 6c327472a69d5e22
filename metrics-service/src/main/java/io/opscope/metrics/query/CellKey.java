package io.opscope.metrics.query;

import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.rollup.ValueOrder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cell is about; in the order in which cells come. */
record CellKey(@Nullable Instant bucket, Outcome outcome, String currency, List<String> dims)
        implements Comparable<CellKey> {

    private static final Comparator<CellKey> ORDER = Comparator.comparing(
                    CellKey::start, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(CellKey::dims, ValueOrder::compare)
            .thenComparing(CellKey::outcome)
            .thenComparing(CellKey::currency);

    static CellKey of(Cell cell) {
        return new CellKey(cell.bucket(), cell.outcome(), cell.currency(), cell.dims());
    }

    private @Nullable Instant start() {
        return bucket;
    }

    @Override
    public int compareTo(CellKey other) {
        return ORDER.compare(this, other);
    }
}
