package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A pipeline as it is registered, for whoever looks after it. */
@Schema(name = "PipelineRegistration")
public record Registration(
        String id,
        String name,
        @Schema(nullable = true) @Nullable String source,
        @Schema(nullable = true) @Nullable String destination,

        @JsonProperty("success_within_seconds") @Schema(nullable = true) @Nullable Long successWithinSeconds,

        @JsonProperty("stuck_after_seconds") @Schema(nullable = true) @Nullable Long stuckAfterSeconds,

        @Schema(nullable = true) @Nullable JobName job,

        @Schema(description = "False where the first lineage event of its job registered it")
        boolean declared,

        @JsonProperty("registered_at") Instant registeredAt) {

    static Registration of(Registered its) {
        var job = its.job();
        return new Registration(
                its.id(),
                its.name(),
                its.source(),
                its.destination(),
                seconds(its.successWithin()),
                seconds(its.stuckAfter()),
                job == null ? null : new JobName(job.namespace(), job.name()),
                its.declared(),
                its.registeredAt());
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
