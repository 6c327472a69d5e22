package io.opscope.metrics.live;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that somebody did. */
@RegisterForReflection
record NewActivity(
        String id,
        Instant at,
        @Nullable String userId,
        @Nullable String action,
        @Nullable String resource,
        @Nullable String detail) {}
