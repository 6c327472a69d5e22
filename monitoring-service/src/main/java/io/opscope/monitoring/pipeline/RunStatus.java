package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a run, or a pipeline, stands. */
@Schema(name = "PipelineStatus")
public enum RunStatus {
    /** It ended well. */
    @JsonProperty("success")
    SUCCESS,
    /** It ended well with errors, it is stuck, or no run has succeeded for longer than declared. */
    @JsonProperty("warning")
    WARNING,
    /** It failed or was broken off. */
    @JsonProperty("error")
    ERROR,
    /** It goes on. */
    @JsonProperty("running")
    RUNNING;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
