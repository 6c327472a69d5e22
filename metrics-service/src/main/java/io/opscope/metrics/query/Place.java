package io.opscope.metrics.query;

import java.time.Instant;

/** Where a listing stands: at this record, which was on the page before. */
public record Place(Instant at, String id) {}
