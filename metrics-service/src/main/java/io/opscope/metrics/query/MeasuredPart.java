package io.opscope.metrics.query;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a product measured under one name at one of its endpoints, whatever the replica, or in one of its replicas, whatever
 * the endpoint.
 *
 * @param isOfEndpoint which of both
 * @param label as the measurements have it; null for those that have none
 * @param p95 a value that 95 % are no greater than
 * @param latest of them the one of the latest moment
 */
public record MeasuredPart(
        String name,
        boolean isOfEndpoint,
        @Nullable String label,
        long values,
        BigDecimal total,
        BigDecimal p95,
        BigDecimal latest,
        Instant latestAt) {}
