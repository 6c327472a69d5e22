package io.opscope.metrics.api.records;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Some records of a listing.
 *
 * @param items every field of each record, null where it has no value, its outcome, and what is measured of it
 * @param nextCursor to be sent as {@code cursor} for the page after this one; null on the last page, and on no other,
 *     however few items it has
 * @param recordsSince records before it are gone, though the listing would reach further back; null when they all are there
 */
record Page(
        @Schema(type = SchemaType.ARRAY, implementation = Object.class)
        List<JsonNode> items,

        @JsonProperty("next_cursor") @Nullable String nextCursor,
        @JsonProperty("records_since") @Nullable Instant recordsSince) {}
