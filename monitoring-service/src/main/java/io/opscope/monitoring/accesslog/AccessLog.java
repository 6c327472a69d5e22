package io.opscope.monitoring.accesslog;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.accesslog.record.Action;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that was done on a source. What its log does not tell is null, and {@code unavailable} says why. */
@Schema(name = "AccessLog")
public record AccessLog(
        @Schema(description = "When it began, as far as the log tells")
        Instant timestamp,

        @Schema(nullable = true) @Nullable String user,

        Action action,

        @Schema(description = "null as long as the log has not told", nullable = true) @Nullable Status status,

        @Schema(
                description = "Milliseconds: of a statement, how long it ran; of a LOGOUT, how long the session was",
                nullable = true)
        @Nullable Double duration,

        List<Unavailable> unavailable) {

    /** How it ended. */
    @Schema(name = "AccessStatus")
    public enum Status {
        success,
        failure
    }
}
