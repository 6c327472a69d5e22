package io.opscope.metrics.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kind of record and what is counted of it.
 *
 * @param id stored with records and rollups
 * @param eventTime the field that says when it happened
 * @param timeOrder time fields, none of which may lie before the one in front of it
 * @param measures in the order in which records and rollups keep them
 * @param dimensions in the order in which records keep them
 * @param owner the dimension that names an account whose owners see the records; whose records name their user, if null
 * @param idFromContent whether a record without an id is known by what it says
 * @param endTime the field that says when it ended, in whatever way; failures are then counted by when they happened as well
 */
@RegisterForReflection
public record Family(
        int id,
        String name,
        String eventTime,
        List<String> timeOrder,
        Map<String, Field> fields,
        List<Measure> measures,
        List<String> dimensions,
        List<DimensionSet> sets,
        @Nullable String owner,
        boolean idFromContent,
        @Nullable String endTime) {

    /** What stands in for a dimension that a record has no value for. */
    public static final String UNKNOWN = "unknown";

    /** Measures that a rollup row has room to be asked for. */
    public static final int MOST_MEASURES = 8;

    public Family {
        if (measures.size() > MOST_MEASURES) {
            throw new IllegalArgumentException(name + " has more than " + MOST_MEASURES + " measures");
        }
        for (var set : sets) {
            if (!dimensions.containsAll(set.dimensions())) {
                throw new IllegalArgumentException(name + ": set " + set.name() + " names an unknown dimension");
            }
            if (set.hist() != null
                    && measures.stream().noneMatch(measure -> measure.name().equals(set.hist()))) {
                throw new IllegalArgumentException(
                        name + ": set " + set.name() + " keeps a histogram of an unknown measure");
            }
        }
    }

    /** Changes whenever what is counted of a record does, and with nothing else. */
    public String edition() {
        return Integer.toHexString(Objects.hash(name, eventTime, measures.toString(), dimensions, sets.toString()));
    }

    /** Whether anything of it is counted, rather than only kept. */
    public boolean isCounted() {
        return !sets.isEmpty();
    }

    /** The ids that its sets are stored with. */
    public List<Integer> setIds() {
        return sets.stream().map(DimensionSet::id).toList();
    }

    /** Where a measure stands in a record's and a rollup's arrays, from 0. */
    public int measure(String measure) {
        for (int i = 0; i < measures.size(); i++) {
            if (measures.get(i).name().equals(measure)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no measure " + measure);
    }

    /** Where the measure stands that a set keeps a histogram of, from 0; negative for none. */
    public int histogram(DimensionSet set) {
        return set.hist() == null ? -1 : measure(set.hist());
    }

    /** Where a dimension stands in a record's array, from 0. */
    public int dimension(String dimension) {
        var index = dimensions.indexOf(dimension);
        if (index < 0) {
            throw new IllegalArgumentException(name + " has no dimension " + dimension);
        }
        return index;
    }

    /** Where the dimension stands that names the account a record belongs to, from 1; 0 where users own records. */
    public int ownerPlace() {
        return owner == null ? 0 : dimension(owner) + 1;
    }

    /** The declared set that counts exactly these dimensions, in this order. */
    public DimensionSet set(List<String> dimensions) {
        return sets.stream()
                .filter(set -> set.dimensions().equals(dimensions))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no set of " + dimensions));
    }
}
