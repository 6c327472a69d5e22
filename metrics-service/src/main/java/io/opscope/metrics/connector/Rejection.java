package io.opscope.metrics.connector;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A row that was not taken.
 *
 * @param key of the row
 * @param problem what is wrong with it
 */
@RegisterForReflection
public record Rejection(Instant at, String key, String problem) {}
