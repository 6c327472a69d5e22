package io.opscope.monitoring.watch;

import io.opscope.monitoring.Unavailable;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A source and how it fares. What could not be read is null, and {@code unavailable} says why. */
@Schema(name = "DataSource")
public record DataSource(
        String id,
        String name,

        @Schema(description = "postgresql, mysql, mariadb or mart")
        String type,

        @Schema(
                description = "healthy; degraded: the last probe failed or took over 1 s, or connections are over"
                        + " 90 % of the limit, or a mart's data is older than declared; down: the connection was refused or two probes in a row failed;"
                        + " unknown: not probed for three intervals")
        Status status,

        @Schema(description = "Time since the server was started, such as 45d 12h 34m", nullable = true) @Nullable String uptime,

        @Schema(nullable = true) @Nullable Long uptimeSeconds,

        @Schema(
                description =
                        "Milliseconds our last probe took, to the end of the answer; about once a minute connecting"
                                + " and signing in are part of it",
                nullable = true)
        @Nullable Double responseTime,

        @Schema(description = "Mean of the answered probes of the last hour, milliseconds", nullable = true) @Nullable Double avgResponseTime,

        @Schema(description = "Least of the last hour, milliseconds", nullable = true) @Nullable Double minResponseTime,

        @Schema(description = "Greatest of the last hour, milliseconds", nullable = true) @Nullable Double maxResponseTime,

        @Schema(description = "Clients signed in on the whole server, our probe among them", nullable = true) @Nullable Long connections,

        @Schema(description = "Clients that may be signed in at once", nullable = true) @Nullable Long connectionLimit,

        @Schema(description = "Probes of the last hour that were not answered")
        long errors,

        @Schema(nullable = true) @Nullable Long databaseSizeBytes,

        @Schema(description = "When our last probe ended", nullable = true) @Nullable Instant lastChecked,

        Metrics metrics,

        @Schema(description = "Of a mart; null for what is none", nullable = true) @Nullable Freshness freshness,

        List<Unavailable> unavailable) {

    /** How old a mart's data is, and may be. */
    @Schema(name = "DataSourceFreshness")
    public record Freshness(
            @Schema(nullable = true) @Nullable Long ageSeconds, long maxAgeSeconds) {}

    /** What the source's machine and the database itself are busy with. */
    @Schema(name = "DataSourceMetrics")
    public record Metrics(
            @Schema(description = "Percent", nullable = true) @Nullable Double cpu,

            @Schema(description = "Percent", nullable = true) @Nullable Double memory,

            @Schema(description = "Percent", nullable = true) @Nullable Double disk,

            @Schema(
                    description =
                            "PostgreSQL: transactions per second that ended in this database, committed or rolled back,"
                                    + " between the last two probes; a statement outside a transaction block is a"
                                    + " transaction of its own. MySQL, MariaDB: statements per second on the whole server",
                    nullable = true)
            @Nullable Double queries,

            @Schema(description = "Which way the figures of the machine were come by")
            Origins from) {}

    /** Which way each figure of the machine was come by; null where there is none. */
    @Schema(name = "DataSourceMetricsOrigin")
    public record Origins(
            @Schema(
                    description =
                            "proc: the server is proven to run on the monitoring service's machine; sql: by the function of"
                                    + " host-figures.sql; node_exporter; /cgroup behind: part of what the server's container"
                                    + " may use",
                    nullable = true)
            @Nullable String cpu,

            @Schema(description = "As for cpu", nullable = true) @Nullable String memory,

            @Schema(description = "proc, sql, node_exporter, or disks: MariaDB's plug-in", nullable = true) @Nullable String disk) {}
}
