package io.opscope.metrics.rollup;

import io.opscope.kit.sql.ArrayLiteral;
import io.opscope.metrics.catalogue.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Names one rollup row within a tenant and family. Its order is that of the primary key, in which rows are written. */
record RollupKey(Tier tier, int set, Instant bucket, Outcome outcome, String currency, List<String> dims)
        implements Comparable<RollupKey> {

    private static final Comparator<RollupKey> ORDER = Comparator.comparing(RollupKey::tier)
            .thenComparing(RollupKey::set)
            .thenComparing(RollupKey::bucket)
            .thenComparing(RollupKey::outcome)
            .thenComparing(RollupKey::currency)
            .thenComparing(RollupKey::dims, ValueOrder::compare);

    /** The row of a coarser tier that this one's records are counted in as well. */
    RollupKey in(Tier coarser) {
        return new RollupKey(coarser, set, coarser.bucket(bucket), outcome, currency, dims);
    }

    /** The values as one text, by which the database finds the row; no two lists of values have the same. */
    String dimsKey() {
        return ArrayLiteral.texts(dims);
    }

    @Override
    public int compareTo(RollupKey other) {
        return ORDER.compare(this, other);
    }
}
