package io.opscope.monitoring.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.opscope.monitoring.Unavailable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Some alerts, the latest first, framed like every answer of this service. */
@RegisterForReflection
record AlertPage(
        String status,
        List<AlertAnswer> data,

        @JsonProperty("next_cursor")
        @Schema(nullable = true, description = "Where the next page begins; null on the last one")
        @Nullable String nextCursor,

        boolean degraded,
        @Schema(nullable = true) @Nullable Instant readAt,
        List<Unavailable> unavailable) {

    static AlertPage of(List<AlertAnswer> alerts, @Nullable String nextCursor) {
        return new AlertPage("success", alerts, nextCursor, false, null, List.of());
    }
}
