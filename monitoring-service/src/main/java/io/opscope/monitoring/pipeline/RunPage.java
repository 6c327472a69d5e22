package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some of a pipeline's runs, newest first. */
@Schema(name = "PipelineRunPage")
public record RunPage(
        List<RunWithLog> runs,

        @JsonProperty("next_cursor")
        @Schema(nullable = true, description = "Where the next page begins; null on the last one")
        @Nullable String nextCursor) {}
