package io.opscope.metrics.api.messaging;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A question of one's own.
 *
 * @param filters values of dimensions; also {@code user_id}, {@code currency}, and {@code date}, which means that day
 */
record CustomQuestion(
        @NotBlank(message = "a family, such as messages, or one of its measures, such as messages.delivery_time") @Schema(examples = "messages.delivery_time")
        String metric,

        @NotBlank(message = "count, sum, avg, min, max, rate, distinct or percentile") @Schema(examples = "avg")
        String aggregation,

        @DecimalMin(value = "0", message = "0 to 100") @DecimalMax(value = "100", message = "0 to 100") @Nullable BigDecimal percentile,

        @JsonProperty("group_by")
        @Schema(description = "Up to three dimensions and one of minute, hour, day, week, month")
        @Nullable List<@Nullable String> groupBy,

        @Nullable Map<String, @Nullable Object> filters,
        @Nullable String from,
        @Nullable String until,

        @Schema(description = "A name of group_by or value, with - in front for descending") @Nullable String order,

        @Min(value = 1, message = "1 to 10000") @Max(value = 10_000, message = "1 to 10000") @Nullable Integer limit,

        @Nullable String tz,

        @Schema(description = "previous, for each row's value over the period before, as far as this one has come")
        @Nullable String compare) {

    private static final int USUAL_LIMIT = 1_000;

    List<@Nullable String> groups() {
        return groupBy == null ? List.of() : groupBy;
    }

    int rows() {
        return Optional.ofNullable(limit).orElse(USUAL_LIMIT);
    }
}
