package io.opscope.monitoring.engine;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What came of trying to connect to a source. */
@Schema(name = "SourceTrial")
public record Trial(
        @Schema(description = "Whether a connection was made and the role signed in")
        boolean ok,

        @Schema(
                description = "Why not; one text for everything that keeps a connection from being made",
                nullable = true)
        @Nullable String error,

        @Schema(nullable = true) @Nullable String remedy,

        @Schema(description = "The server's name and version", nullable = true) @Nullable String server,

        @Schema(nullable = true) @Nullable Boolean encrypted,

        @Schema(
                description =
                        "What can be read, and the exact statements that would let more be; they are never run by us")
        List<Privilege> privileges) {

    static Trial of(String server, boolean encrypted, List<Privilege> privileges) {
        return new Trial(true, null, null, server, encrypted, privileges);
    }

    static Trial failed(SourceFailure failure) {
        return new Trial(false, failure.reason(), failure.remedy(), null, null, List.of());
    }
}
