package io.opscope.metrics.catalogue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Dimensions whose combinations of values are counted apart.
 *
 * @param id stored with the rollups
 */
@RegisterForReflection
public record DimensionSet(int id, String name, List<String> dimensions) {}
