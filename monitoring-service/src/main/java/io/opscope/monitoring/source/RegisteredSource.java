package io.opscope.monitoring.source;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A source as it is kept; the other rooms see it as {@link Source}. */
@Entity
@Table(name = "data_source")
class RegisteredSource {

    @Id
    @Column(name = "id")
    String id;

    @Column(name = "tenant_id")
    String tenant;

    @Column(name = "name")
    String name;

    @Column(name = "type")
    String type;

    @Column(name = "host")
    String host;

    @Column(name = "port")
    int port;

    @Column(name = "database_name")
    String database;

    @Column(name = "username")
    String username;

    @Column(name = "own")
    boolean own;

    @Column(name = "registered_at")
    Instant registeredAt;

    Source asSource() {
        return new Source(id, tenant, name, type, host, port, database, username, own);
    }
}
