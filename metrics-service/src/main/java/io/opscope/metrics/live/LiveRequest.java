package io.opscope.metrics.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What a client sends; only the event matters. */
@RegisterForReflection
record LiveRequest(@Nullable String event, @Nullable JsonNode data) {}
