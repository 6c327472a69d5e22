package io.opscope.metrics.api.administration;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What people did. */
record UserActivity(
        @Schema(description = "Distinct users within the last 30 minutes")
        long activeUsers,

        @Schema(description = "The newest activities, newest first")
        List<Entry> feed,

        @Schema(description = "All 168 hours of the week, Monday first")
        List<HourOfWeek> heatmap,

        @Schema(description = "The most frequent first") List<ActionCount> byAction,

        @Schema(description = "The newest activities whose action is vectorization")
        List<Entry> conversions,

        @Schema(description = "What heatmap and byAction are about")
        Period period) {

    record Entry(
            Instant at,
            @Nullable String userId,
            String action,
            @Nullable String resource,
            @Nullable String detail) {}

    /** @param dayOfWeek 1 is Monday */
    record HourOfWeek(int dayOfWeek, int hour, long count) {}

    record ActionCount(String action, long count) {}

    record Period(Instant from, Instant until) {}
}
