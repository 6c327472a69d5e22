package io.opscope.metrics.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a field may hold. */
@RegisterForReflection
public enum FieldType {
    /** Characters, up to the field's limit. */
    @JsonProperty("text")
    TEXT,
    /** ISO-8601 with an offset, or without one and then UTC. */
    @JsonProperty("time")
    TIME,
    /** Exact, at most 1e12 and 6 decimals. */
    @JsonProperty("decimal")
    DECIMAL,
    @JsonProperty("integer")
    INTEGER,
    /** Three letters of ISO 4217; the tenant's reporting currency where there is none. */
    @JsonProperty("currency")
    CURRENCY,
    /** A JSON object of the sender's own. */
    @JsonProperty("object")
    OBJECT
}
