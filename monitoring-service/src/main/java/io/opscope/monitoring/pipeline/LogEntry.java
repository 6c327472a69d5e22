package io.opscope.monitoring.pipeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of a log as it is sent: an object, or the message alone. */
@Schema(name = "PipelineLogEntry")
public record LogEntry(
        @Schema(nullable = true, description = "Without it, the event's time") @Nullable String at,

        @Schema(nullable = true, description = "info, warning, error or critical; info without it")
        @Nullable @Pattern(regexp = "info|warning|error|critical", message = "info, warning, error or critical") String level,

        @Schema(nullable = true) @Nullable String message) {

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public LogEntry {}

    /** A line that is a message only. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static LogEntry of(String message) {
        return new LogEntry(null, null, message);
    }
}
