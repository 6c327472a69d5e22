package io.opscope.metrics.rollup;

import io.opscope.metrics.catalogue.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one record.
 *
 * @param userId whose it is, for distinct users
 * @param dims values in the order of the family's dimensions
 * @param measures values in the order of the family's measures, null where the record has none
 */
public record Counted(
        Instant at,
        Outcome outcome,
        String currency,
        @Nullable String userId,
        List<String> dims,
        List<@Nullable BigDecimal> measures) {

    public Counted {
        dims = List.copyOf(dims);
        measures = Collections.unmodifiableList(new ArrayList<>(measures));
    }

    /** The same, come to that. */
    public Counted with(Outcome outcome) {
        return new Counted(at, outcome, currency, userId, dims, measures);
    }

    /** The same, counted under other values. */
    Counted with(List<String> values) {
        return dims.equals(values) ? this : new Counted(at, outcome, currency, userId, values, measures);
    }
}
