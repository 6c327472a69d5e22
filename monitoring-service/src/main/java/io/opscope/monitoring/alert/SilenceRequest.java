package io.opscope.monitoring.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A silence as it is declared. */
@RegisterForReflection
record SilenceRequest(
        @Schema(description = "Whose alerts; every rule's when it is left out")
        @Size(min = 1, max = 63, message = "1 to 63 characters") @JsonProperty("rule_id")
        @Nullable String ruleId,

        @Schema(description = "What alerts have to be labelled with")
        @Size(max = 10, message = "at most 10 labels") @Nullable Map<String, @Nullable String> labels,

        @Schema(description = "A time, or a date alone; now when it is left out", format = "date-time")
        @JsonProperty("starts_at")
        @Nullable String startsAt,

        @Schema(description = "A time; a date alone includes that day", format = "date-time")
        @NotBlank(message = "when the silence ends") @JsonProperty("ends_at")
        String endsAt,

        @NotBlank(message = "why, in 1 to 500 characters") @Size(max = 500, message = "1 to 500 characters") String comment) {}
