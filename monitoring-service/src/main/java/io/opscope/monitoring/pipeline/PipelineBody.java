package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a pipeline is registered with. */
@Schema(name = "PipelineWish")
public record PipelineBody(
        @NotBlank @Size(max = 200) @Pattern(regexp = PRINTABLE, message = PRINTABLE_MESSAGE) String name,

        @Schema(nullable = true, description = "Where its data comes from; without it, what lineage tells of its runs")
        @Nullable @Size(max = 500) @Pattern(regexp = PRINTABLE, message = PRINTABLE_MESSAGE) String source,

        @Schema(nullable = true, description = "Where its data goes; without it, what lineage tells of its runs")
        @Nullable @Size(max = 500) @Pattern(regexp = PRINTABLE, message = PRINTABLE_MESSAGE) String destination,

        @Schema(nullable = true, description = "It is a warning when no run succeeded for so long")
        @JsonProperty("success_within_seconds")
        @Nullable @Positive @Max(LONGEST_SECONDS) Long successWithinSeconds,

        @Schema(nullable = true, description = "A run is stuck when nothing was heard of it for so long")
        @JsonProperty("stuck_after_seconds")
        @Nullable @Positive @Max(LONGEST_SECONDS) Long stuckAfterSeconds,

        @Schema(nullable = true, description = "Whose lineage events are its runs; without it, it stays as it is")
        @Nullable @Valid JobName job) {

    static final String PRINTABLE = "[^\\p{Cntrl}\\p{Cs}]*";
    static final String PRINTABLE_MESSAGE = "a text without control characters and lone surrogates";

    private static final long LONGEST_SECONDS = 34_560_000;
}
