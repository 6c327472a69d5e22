package io.opscope.monitoring.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A source as it was declared, without its password. */
@RegisterForReflection
@Schema(name = "RegisteredDataSource")
public record SourceAnswer(
        String id,
        String name,

        @Schema(description = "postgresql, mysql, mariadb or mart")
        String type,

        @Schema(nullable = true) @Nullable String host,
        @Schema(nullable = true) @Nullable Integer port,
        @Schema(nullable = true) @Nullable String database,
        @Schema(nullable = true) @Nullable String username,

        @JsonProperty("password_set") @Schema(description = "Whether a password is kept")
        boolean passwordSet,

        @Schema(nullable = true) @Nullable String tls,

        @JsonProperty("tls_ca") @Schema(nullable = true) @Nullable String authority,

        @Schema(description = "Of a mart: the source that it is a schema of", nullable = true) @Nullable String source,

        @Schema(nullable = true) @Nullable String schema,
        @Schema(nullable = true) SourceRequest.@Nullable Freshness freshness,

        @JsonProperty("node_exporter") @Schema(nullable = true) @Nullable String nodeExporter,

        @JsonProperty("node_exporter_mountpoint") @Schema(nullable = true) @Nullable String nodeExporterMountpoint,

        @Schema(description = "Whether it comes from the configuration: it is neither changed nor removed here")
        boolean own,

        @JsonProperty("registered_at") Instant registeredAt) {

    static SourceAnswer of(RegisteredSource row) {
        var fields = row.fields();
        return new SourceAnswer(
                row.id,
                row.name,
                row.type,
                row.host,
                row.port,
                row.database,
                row.username,
                row.own || row.sealed != null,
                fields.tls(),
                row.authority,
                row.parent,
                row.schema,
                fields.maxAge() == null
                        ? null
                        : new SourceRequest.Freshness(
                                row.freshTable, row.freshColumn, fields.maxAge().toString()),
                row.nodeExporter,
                row.nodeExporterMountpoint,
                row.own,
                row.registeredAt);
    }
}
