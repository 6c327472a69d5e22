package io.opscope.monitoring.application;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.opscope.monitoring.Unavailable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The suite's machines and what its replicas share out, in the messaging product's words. */
@RegisterForReflection
@Schema(name = "SystemFigures")
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record SystemFigures(
        @Schema(description = "0 to 100", nullable = true) @Nullable Double cpuUsagePercent,

        @Schema(description = "0 to 100", nullable = true) @Nullable Double memoryUsagePercent,

        @Schema(description = "Of the fullest disk, 0 to 100", nullable = true) @Nullable Double diskUsagePercent,

        @Schema(description = "Both ways, millions of bits per second", nullable = true) @Nullable Double networkThroughputMbps,

        @Schema(description = "Open to the gateway", nullable = true) @Nullable Long activeConnections,

        @Schema(description = "Connections to the database that all replicas open at most", nullable = true) @Nullable Long dbConnectionPoolSize,

        @Schema(description = "Of these, in use at the moment", nullable = true) @Nullable Long dbActiveConnections,

        @Schema(description = "Pieces of work that wait in any replica", nullable = true) @Nullable Long queueDepth,

        List<Unavailable> unavailable) {}
