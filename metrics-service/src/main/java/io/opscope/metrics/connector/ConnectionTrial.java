package io.opscope.metrics.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the table can be reached and read as declared.
 *
 * @param error what is in the way; null when nothing is
 * @param server its product and version
 * @param columns what the mapped columns hold
 * @param elapsedMs milliseconds it took
 */
@RegisterForReflection
public record ConnectionTrial(
        boolean ok,
        @Nullable String error,
        @Nullable String server,
        Map<String, String> columns,
        @JsonProperty("elapsed_ms") long elapsedMs) {}
