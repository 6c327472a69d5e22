package io.opscope.monitoring.source;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Puts sources under watch, and takes them away, while the service runs. */
@ApplicationScoped
public class TestSources {

    private final SourceStore store;
    private final Roster roster;

    TestSources(SourceStore store, Roster roster) {
        this.store = store;
        this.roster = roster;
    }

    /** Registers a source that is reached without a password. */
    public void add(String id, String tenant, int port, String database, String user) {
        add(id, tenant, "postgresql", port, database, user);
    }

    /** Registers a source of any type that is reached without a password. */
    public void add(String id, String tenant, String type, int port, String database, String user) {
        var row = new RegisteredSource();
        row.tenant = tenant;
        row.id = id;
        row.name = "Test " + id;
        row.type = type;
        row.host = "127.0.0.1";
        row.port = port;
        row.database = database;
        row.username = user;
        row.tls = "prefer";
        row.registeredAt = Instant.now();
        row.edition = 1;
        store.put(row);
        roster.refresh();
    }

    public void remove(String id) {
        remove("default", id);
    }

    public void remove(String tenant, String id) {
        store.remove(new SourceKey(tenant, id));
        roster.refresh();
    }
}
