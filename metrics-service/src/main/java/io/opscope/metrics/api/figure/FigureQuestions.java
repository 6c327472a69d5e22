package io.opscope.metrics.api.figure;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What rules want to know, all at once. */
@RegisterForReflection
record FigureQuestions(
        @NotNull(message = "a list of questions") @Size(max = 1000, message = "at most 1000 questions") List<@NotNull(message = "a question") @Valid One> questions) {

    /**
     * One question.
     *
     * @param id as the asker knows it
     * @param windowSeconds what is looked at, up to now
     */
    @RegisterForReflection
    @Schema(name = "FigureQuestion")
    record One(
            @NotNull(message = "1 to 100 characters") @Size(min = 1, max = 100, message = "1 to 100 characters") String id,

            @NotNull(message = "such as jobs.failed, jobs.duration.p95 or messages.success_rate_percent") @Size(min = 1, max = 200, message = "1 to 200 characters") @Schema(examples = "jobs.duration.p95")
            String metric,

            @JsonProperty("group_by") @Size(max = 3, message = "at most 3 names") @Nullable List<@Nullable String> groupBy,

            @JsonProperty("window_seconds")
            @Min(value = 60, message = "60 to 86400") @Max(value = 86_400, message = "60 to 86400") int windowSeconds) {

        List<@Nullable String> groups() {
            return groupBy == null ? List.of() : groupBy;
        }
    }
}
