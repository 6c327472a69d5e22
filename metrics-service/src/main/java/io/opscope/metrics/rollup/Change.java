package io.opscope.metrics.rollup;

import org.jspecify.annotations.Nullable;

/** A record before and after; without a before it is new, without an after it is gone. */
public record Change(@Nullable Counted before, @Nullable Counted after) {}
