package io.opscope.monitoring.source;

import java.time.Duration;

/**
 * A schema of a registered source, and how old its data may be.
 *
 * @param table whose newest row tells how old the data is
 * @param column a point in time
 * @param maxAge of the newest row
 */
public record Mart(String schema, String table, String column, Duration maxAge) {}
