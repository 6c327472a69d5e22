package io.opscope.reports.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A job as the metrics service hands it out, and as the JSON export passes it on.
 *
 * @param cost actual cost, else estimated
 */
@RegisterForReflection
@Schema(name = "ExportedJob")
@JsonPropertyOrder({
    "job_id",
    "created_at",
    "status",
    "publisher",
    "target_url",
    "anchor_text",
    "provider",
    "strategy",
    "estimated_cost",
    "actual_cost",
    "cost",
    "started_at",
    "completed_at"
})
public record ExportedJob(
        @JsonProperty("job_id") String jobId,

        @JsonProperty("created_at") @Schema(format = "date-time")
        String createdAt,

        @JsonProperty("status") @Nullable String status,
        @JsonProperty("publisher") @Nullable String publisher,
        @JsonProperty("target_url") @Nullable String targetUrl,
        @JsonProperty("anchor_text") @Nullable String anchorText,
        @JsonProperty("provider") @Nullable String provider,
        @JsonProperty("strategy") @Nullable String strategy,
        @JsonProperty("estimated_cost") @Nullable BigDecimal estimatedCost,
        @JsonProperty("actual_cost") @Nullable BigDecimal actualCost,
        @JsonProperty("cost") @Nullable BigDecimal cost,

        @JsonProperty("started_at") @Schema(format = "date-time") @Nullable String startedAt,

        @JsonProperty("completed_at") @Schema(format = "date-time") @Nullable String completedAt) {}
