package io.opscope.monitoring.watch;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a source did over time. */
@Schema(name = "DataSourceHistory")
public record History(
        @Schema(description = "minute, hour or day") String granularity,

        @Schema(description = "Begin of the first step") Instant from,

        Instant until,

        @Schema(description = "Oldest first; a step in which the source was not looked at is not there")
        List<Point> points) {

    /** One step. */
    @Schema(name = "DataSourceHistoryPoint")
    public record Point(
            @Schema(description = "When the step began, UTC")
            Instant at,

            @Schema(description = "Looks at the source") long probes,

            @Schema(description = "Looks that were not answered")
            long errors,

            @Schema(description = "Milliseconds, of the looks that were answered", nullable = true) @Nullable Spread responseTime,

            @Schema(description = "Clients signed in on the whole server", nullable = true) @Nullable Spread connections,

            @Schema(description = "Percent", nullable = true) @Nullable Spread cpu,

            @Schema(description = "Percent", nullable = true) @Nullable Spread memory,

            @Schema(description = "Percent of the file system with the data", nullable = true) @Nullable Spread disk,

            @Schema(description = "As last measured in the step", nullable = true) @Nullable Long databaseSizeBytes) {}

    /** Of what was read in one step. */
    @Schema(name = "DataSourceHistorySpread")
    public record Spread(double min, double avg, double max) {}
}
