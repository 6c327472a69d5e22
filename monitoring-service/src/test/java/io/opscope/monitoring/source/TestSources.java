package io.opscope.monitoring.source;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

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
        store.put(new Source(id, tenant, "Test " + id, "postgresql", "127.0.0.1", port, database, user, false));
        roster.refresh();
    }

    @Transactional
    public void remove(String id) {
        store.deleteById(id);
        roster.refresh();
    }
}
