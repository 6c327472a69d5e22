package io.opscope.metrics.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dimensions whose combinations of values are counted apart.
 *
 * @param id stored with the rollups
 * @param hist the measure whose values are kept as a histogram, for percentiles
 * @param distinct whether distinct users are counted
 * @param live whether it is counted by the second as well, for the live window
 */
@RegisterForReflection
public record DimensionSet(
        int id,
        String name,
        List<String> dimensions,
        @Nullable String hist,
        boolean distinct,
        boolean live) {

    public DimensionSet {
        dimensions = List.copyOf(dimensions);
    }
}
