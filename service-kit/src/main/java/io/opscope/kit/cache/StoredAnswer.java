package io.opscope.kit.cache;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** An answer as Redis keeps it. */
@RegisterForReflection
record StoredAnswer(String generation, long loadedAtMillis, JsonNode value) {}
