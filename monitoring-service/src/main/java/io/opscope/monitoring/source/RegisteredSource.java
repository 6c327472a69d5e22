package io.opscope.monitoring.source;

import io.opscope.kit.sql.remote.Tls;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source as it is kept; the other rooms see it as {@link Source}. */
@Entity
@Table(name = "data_source")
@IdClass(SourceKey.class)
class RegisteredSource {

    static final String MART = "mart";

    @Id
    @Column(name = "tenant_id")
    String tenant;

    @Id
    @Column(name = "id")
    String id;

    @Column(name = "name")
    String name;

    @Column(name = "type")
    String type;

    @Column(name = "host")
    @Nullable String host;

    @Column(name = "port")
    @Nullable Integer port;

    @Column(name = "database_name")
    @Nullable String database;

    @Column(name = "username")
    @Nullable String username;

    @Column(name = "tls")
    String tls;

    @Column(name = "tls_authority")
    @Nullable String authority;

    @Column(name = "sealed")
    byte @Nullable [] sealed;

    @Column(name = "own")
    boolean own;

    @Column(name = "registered_at")
    Instant registeredAt;

    @Column(name = "edition")
    int edition;

    @Column(name = "parent_id")
    @Nullable String parent;

    @Column(name = "schema_name")
    @Nullable String schema;

    @Column(name = "fresh_table")
    @Nullable String freshTable;

    @Column(name = "fresh_column")
    @Nullable String freshColumn;

    @Column(name = "fresh_seconds")
    @Nullable Long freshSeconds;

    @Column(name = "node_exporter")
    @Nullable String nodeExporter;

    @Column(name = "node_exporter_mountpoint")
    @Nullable String nodeExporterMountpoint;

    SourceKey key() {
        return new SourceKey(tenant, id);
    }

    boolean isMart() {
        return MART.equals(type);
    }

    SourceFields fields() {
        return new SourceFields(
                name,
                type,
                host,
                port,
                database,
                username,
                isMart() ? null : tls,
                authority,
                parent,
                schema,
                freshTable,
                freshColumn,
                freshSeconds == null ? null : Duration.ofSeconds(freshSeconds),
                nodeExporter,
                nodeExporterMountpoint);
    }

    void take(SourceFields fields) {
        name = fields.name();
        type = fields.type();
        host = fields.host();
        port = fields.port();
        database = fields.database();
        username = fields.username();
        tls = fields.tls() == null ? "prefer" : fields.tls();
        authority = fields.authority();
        parent = fields.parent();
        schema = fields.schema();
        freshTable = fields.freshTable();
        freshColumn = fields.freshColumn();
        freshSeconds = fields.maxAge() == null ? null : fields.maxAge().toSeconds();
        nodeExporter = fields.nodeExporter();
        nodeExporterMountpoint = fields.nodeExporterMountpoint();
    }

    /** @param server the row of the source that is connected to: this one, unless it is a mart */
    Source asSource(RegisteredSource server) {
        return new Source(
                key(),
                name,
                type,
                server.asServer(),
                own,
                ((long) edition << 32) + server.edition,
                isMart()
                        ? new Mart(
                                Objects.requireNonNull(schema),
                                Objects.requireNonNull(freshTable),
                                Objects.requireNonNull(freshColumn),
                                Duration.ofSeconds(Objects.requireNonNull(freshSeconds)))
                        : null);
    }

    private Source.Server asServer() {
        return new Source.Server(
                key(),
                type,
                Objects.requireNonNull(host),
                Objects.requireNonNull(port),
                Objects.requireNonNull(database),
                Objects.requireNonNull(username),
                Tls.valueOf(tls.toUpperCase(Locale.ROOT)),
                authority,
                sealed == null ? null : new Sealed(sealed),
                nodeExporter == null
                        ? null
                        : NodeExporter.of(nodeExporter, nodeExporterMountpoint).orElse(null));
    }
}
