package io.opscope.monitoring.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is kept.
 *
 * @param problem why the last evaluation had no data; null when it had
 */
record Rule(
        String id,
        RuleDefinition definition,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        @Nullable Instant evaluatedAt,
        @Nullable String problem) {}
