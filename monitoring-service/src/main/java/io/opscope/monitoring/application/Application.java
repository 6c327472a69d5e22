package io.opscope.monitoring.application;

import io.opscope.monitoring.Unavailable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An application and how it does. What could not be read is null, and {@code unavailable} says why. */
@RegisterForReflection
@Schema(name = "Application")
record Application(
        @Schema(description = "Such as 45d 12h 34m", nullable = true) @Nullable String uptime,

        @Schema(
                description = "Since each of the suite's services has a replica that is still there; of a product the"
                        + " least that one of its replicas sent",
                nullable = true)
        @Nullable Long uptimeSeconds,

        @Schema(description = "That requests, errors and response times are counted over, up to now")
        long windowSeconds,

        @Schema(nullable = true) @Nullable Long requests,

        @Schema(description = "Requests answered with 500 or more", nullable = true) @Nullable Long errors,

        @Schema(description = "Milliseconds", nullable = true) @Nullable Double avgResponseTime,

        @Schema(
                description =
                        "Milliseconds that 95 % of the requests to all replicas took at most; of the suite up to a"
                                + " tenth above the truth, never below",
                nullable = true)
        @Nullable Double p95ResponseTime,

        @Schema(description = "Of all machines' processors, percent", nullable = true) @Nullable Double cpu,

        @Schema(description = "Of all machines, percent", nullable = true) @Nullable Double memory,

        @Schema(description = "Of the fullest, percent", nullable = true) @Nullable Double disk,

        @Schema(description = "Both ways, millions of bits per second", nullable = true) @Nullable Double networkMbps,

        @Schema(description = "Who asked for something within half an hour, about 1 % off", nullable = true) @Nullable Long activeUsers,

        @Schema(description = "Pieces of work that wait", nullable = true) @Nullable Long queueDepth,

        @Schema(nullable = true) @Nullable List<Queue> queues,

        @Schema(
                description = "Of the suite: database, connections; requests, those being answered, of the threads that"
                        + " there are for them; workers, threads for scheduled work",
                nullable = true)
        @Nullable List<Pool> pools,

        @Schema(description = "The one with most requests first", nullable = true) @Nullable List<Endpoint> endpoints,

        @Schema(nullable = true) @Nullable List<Replica> replicas,

        @Schema(description = "The newest 100 of the levels and sources asked for, the latest first", nullable = true)
        @Nullable List<Line> logs,

        List<Unavailable> unavailable) {

    /** Where work waits, in all replicas together. */
    @RegisterForReflection
    @Schema(name = "ApplicationQueue")
    record Queue(String name, long depth) {}

    /** What is shared out, in all replicas together. */
    @RegisterForReflection
    @Schema(name = "ApplicationPool")
    record Pool(String name, long active, long size) {}

    /** How one address did over the window, whichever replica answered. */
    @RegisterForReflection
    @Schema(name = "ApplicationEndpoint")
    record Endpoint(
            @Schema(description = "Method and path with names in place of values; of a product what it calls it")
            String endpoint,

            long requests,
            @Schema(nullable = true) @Nullable Long errors,

            @Schema(description = "Milliseconds", nullable = true) @Nullable Double avgResponseTime,

            @Schema(description = "Milliseconds", nullable = true) @Nullable Double p95ResponseTime) {}

    /** One replica, and the machine that it runs on; null is what it does not say. */
    @RegisterForReflection
    @Schema(name = "ApplicationReplica")
    record Replica(
            String replica,

            @Schema(description = "Of the suite", nullable = true) @Nullable String service,

            @Schema(description = "When it said so") Instant at,

            @Schema(nullable = true) @Nullable Long uptimeSeconds,

            @Schema(nullable = true) @Nullable Long requests,

            @Schema(nullable = true) @Nullable Long errors,

            @Schema(description = "Milliseconds", nullable = true) @Nullable Double avgResponseTime,

            @Schema(description = "Milliseconds", nullable = true) @Nullable Double p95ResponseTime,

            @Schema(description = "Of its machine, percent", nullable = true) @Nullable Double cpu,

            @Schema(description = "Of its machine, percent", nullable = true) @Nullable Double memory,

            @Schema(description = "That it works on, percent", nullable = true) @Nullable Double disk,

            @Schema(description = "Of its machine's processors, by itself, percent", nullable = true) @Nullable Double processCpu,

            @Schema(description = "By itself", nullable = true) @Nullable Long processMemoryBytes,

            @Schema(nullable = true) @Nullable Double networkMbps,

            @Schema(nullable = true) @Nullable Long queueDepth,

            List<Pool> pools) {}

    /** One line of a log. */
    @RegisterForReflection
    @Schema(name = "ApplicationLine")
    record Line(
            @Schema(format = "date-time") String timestamp,

            @Schema(description = "info, warning, error or critical")
            String level,

            String message,

            @Schema(
                    description = "Of the suite: service, replica, logger, and the class of what was thrown; of a"
                            + " product what it sent",
                    implementation = Object.class,
                    nullable = true)
            @Nullable Object details,

            @Schema(description = "api, database, auth, scheduler or worker")
            String source) {}

    /** Where a line of the suite's is from. */
    @RegisterForReflection
    record Origin(
            String service,
            String replica,
            String logger,
            @Nullable String cause) {}
}
