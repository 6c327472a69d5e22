package io.opscope.monitoring.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rule as it is declared; in a change, what is left out stays. */
@RegisterForReflection
record RuleRequest(
        @Schema(description = "Made up when it is left out; cannot be changed")
        @Pattern(
                regexp = "[a-z0-9][a-z0-9_-]{0,62}",
                message = "1 to 63 small letters, digits, - and _, not beginning with the latter two")
        @JsonProperty("rule_id")
        @Nullable String ruleId,

        @Size(min = 1, max = 200, message = "1 to 200 characters") @JsonProperty("rule_name") @Nullable String ruleName,

        @Size(min = 1, max = 200, message = "1 to 200 characters") @JsonProperty("metric_name") @Nullable String metricName,

        @Pattern(regexp = "gt|gte|lt|lte", message = "gt, gte, lt or lte") @Nullable String condition,

        @Nullable Double threshold,

        @Schema(
                description =
                        "What a value has to be on the good side of for an alert to be over; the threshold when it is left out")
        @JsonProperty("resolve_threshold")
        @Nullable Double resolveThreshold,

        @Schema(
                description =
                        "Seconds that the condition has to be met; figures of records are those of the last so many seconds")
        @Min(value = 0, message = "0 to 86400") @Max(value = 86_400, message = "0 to 86400") @Nullable Integer duration,

        @Pattern(regexp = "info|warning|critical", message = "info, warning or critical") @Nullable String severity,

        @Size(max = 20, message = "at most 20 channels") @JsonProperty("notification_channels") @Nullable List<@Nullable String> notificationChannels,

        @Schema(
                description =
                        "What it means that there is no value: keep (nothing changes), ok, or alert once it has lasted for duration")
        @Pattern(regexp = "ok|alert|keep", message = "ok, alert or keep") @JsonProperty("no_data")
        @Nullable String noData,

        @Schema(description = "Dimensions whose values are looked at each by itself, such as route_id; also user_id")
        @Size(max = 3, message = "at most 3 names") @JsonProperty("group_by")
        @Nullable List<@Nullable String> groupBy,

        @Nullable Boolean enabled) {}
