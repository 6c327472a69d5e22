package io.opscope.monitoring.pipeline;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as it is registered.
 *
 * @param key what its runs are kept under
 * @param successWithin how long it may go without a success; null when that was not said
 * @param stuckAfter after how long a silence its run is stuck; null when that was not said
 * @param job whose lineage events are its runs; null when none are
 * @param declared whether an admin registered it; else its job's first event did
 */
record Registered(
        long key,
        String id,
        String name,
        @Nullable String source,
        @Nullable String destination,
        @Nullable Duration successWithin,
        @Nullable Duration stuckAfter,
        @Nullable Job job,
        boolean declared,
        Instant registeredAt) {}
