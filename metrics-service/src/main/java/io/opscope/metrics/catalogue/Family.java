package io.opscope.metrics.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * A kind of record and what is counted of it.
 *
 * @param id stored with records and rollups
 * @param eventTime the field that says when it happened
 * @param timeOrder time fields, none of which may lie before the one in front of it
 * @param measures in the order in which records and rollups keep them
 * @param dimensions in the order in which records keep them
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
        List<DimensionSet> sets) {

    /** What stands in for a dimension that a record has no value for. */
    public static final String UNKNOWN = "unknown";

    /** Measures that a rollup row has room to be asked for. */
    private static final int MOST_MEASURES = 8;

    public Family {
        if (measures.size() > MOST_MEASURES) {
            throw new IllegalArgumentException(name + " has more than " + MOST_MEASURES + " measures");
        }
        for (var set : sets) {
            if (!dimensions.containsAll(set.dimensions())) {
                throw new IllegalArgumentException(name + ": set " + set.name() + " names an unknown dimension");
            }
        }
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

    /** Where a dimension stands in a record's array, from 0. */
    public int dimension(String dimension) {
        var index = dimensions.indexOf(dimension);
        if (index < 0) {
            throw new IllegalArgumentException(name + " has no dimension " + dimension);
        }
        return index;
    }

    /** The declared set that counts exactly these dimensions, in this order. */
    public DimensionSet set(List<String> dimensions) {
        return sets.stream()
                .filter(set -> set.dimensions().equals(dimensions))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no set of " + dimensions));
    }
}
