package io.opscope.metrics.query;

import java.time.Instant;

/**
 * What figures were compared with.
 *
 * @param from the first moment that is part of it
 * @param until the first moment that is not
 * @param exact whether it is exactly as long as the period that it is compared with, and all of it is kept; else its
 *     edges are whole hours or days
 */
public record PreviousPeriod(Instant from, Instant until, boolean exact) {}
