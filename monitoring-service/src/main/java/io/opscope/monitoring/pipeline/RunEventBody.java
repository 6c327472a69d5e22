package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One event of a run, as a sender tells it. */
@Schema(name = "PipelineRunEvent")
public record RunEventBody(
        @JsonProperty("run_id") @NotNull @Pattern(regexp = RUN_ID, message = RUN_ID_MESSAGE) String runId,

        @NotNull @Pattern(regexp = "START|RUNNING|COMPLETE|FAIL|ABORT", message = "START, RUNNING, COMPLETE, FAIL or ABORT") String event,

        @Schema(description = "When it happened, such as 2026-01-31T12:00:00Z") @NotNull String at,

        @Schema(nullable = true, type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER)
        @Nullable @PositiveOrZero @Digits(integer = 18, fraction = 0) BigDecimal rows,

        @Schema(nullable = true, type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER)
        @JsonProperty("error_count")
        @Nullable @PositiveOrZero @Digits(integer = 18, fraction = 0) BigDecimal errorCount,

        @Schema(nullable = true)
        @JsonProperty("triggered_by")
        @Nullable @Pattern(regexp = "Scheduled|Manual|API|Event", message = "Scheduled, Manual, API or Event") String triggeredBy,

        @Schema(nullable = true) @Nullable @Size(max = 1000) List<@Valid @NotNull LogEntry> log) {

    static final String RUN_ID = "[A-Za-z0-9][A-Za-z0-9._:@+=~-]{0,199}";
    static final String RUN_ID_MESSAGE = "1 to 200 of A-Z a-z 0-9 . _ : @ + = ~ -, a letter or digit first";
}
