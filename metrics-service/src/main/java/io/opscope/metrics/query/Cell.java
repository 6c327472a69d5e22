package io.opscope.metrics.query;

import io.opscope.metrics.catalogue.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of the records that fall into one bucket, outcome, currency and combination of dimension values.
 * Where it came from, rollups or the records themselves, cannot be told from it.
 *
 * @param bucket start of the bucket; null when the whole range is one
 * @param dims values of the dimensions asked for, in that order
 * @param counts per measure of the family, how many records have a value; null for one that was not asked for
 * @param sums per measure, zero where none has a value; null for one that was not asked for
 * @param mins per measure, null where none has a value; of the measure alone whose extremes were asked for, else empty
 * @param maxs as {@code mins}
 * @param extremes how exact they are
 * @param sketches distribution and distinct users, empty ones unless asked for
 */
public record Cell(
        @Nullable Instant bucket,
        Outcome outcome,
        String currency,
        List<String> dims,
        long records,
        List<@Nullable Long> counts,
        List<@Nullable BigDecimal> sums,
        List<@Nullable BigDecimal> mins,
        List<@Nullable BigDecimal> maxs,
        Extremes extremes,
        Sketches sketches) {

    public Cell {
        dims = List.copyOf(dims);
        counts = Collections.unmodifiableList(new ArrayList<>(counts));
        sums = Collections.unmodifiableList(new ArrayList<>(sums));
        mins = Collections.unmodifiableList(new ArrayList<>(mins));
        maxs = Collections.unmodifiableList(new ArrayList<>(maxs));
    }

    /** The same with other extremes. */
    Cell with(List<@Nullable BigDecimal> least, List<@Nullable BigDecimal> greatest, Extremes exactness) {
        return new Cell(bucket, outcome, currency, dims, records, counts, sums, least, greatest, exactness, sketches);
    }

    /** Whether this is about the same bucket, outcome, currency and values as another. */
    boolean isAbout(Cell other) {
        return Objects.equals(bucket, other.bucket)
                && outcome == other.outcome
                && currency.equals(other.currency)
                && dims.equals(other.dims);
    }

    /** The start of the bucket, where the range was cut into some. */
    public Instant start() {
        if (bucket == null) {
            throw new IllegalStateException("The range was not cut into buckets");
        }
        return bucket;
    }

    /** How many records have a value of the measure at this place, from 0; one that was asked for. */
    long count(int measure) {
        return asked(measure, counts.get(measure));
    }

    /** The sum of the measure at this place, from 0; one that was asked for. */
    BigDecimal sum(int measure) {
        return asked(measure, sums.get(measure));
    }

    private static <T> T asked(int measure, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The measure at " + measure + " was not asked for");
        }
        return value;
    }

    /** The value of a dimension by its place among those asked for, from 0. */
    public String dim(int index) {
        return dims.get(index);
    }
}
