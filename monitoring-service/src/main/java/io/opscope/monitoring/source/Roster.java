package io.opscope.monitoring.source;

import io.opscope.kit.auth.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The sources as last read, in memory: the watch goes on and answers stay quick while the tables cannot be read. */
@ApplicationScoped
public class Roster {

    private final SourceStore store;
    private volatile List<Source> sources = List.of();

    Roster(SourceStore store) {
        this.store = store;
    }

    /** Reads the list anew; the old one stays when that fails. */
    public void refresh() {
        sources = store.everySource();
    }

    /** Every source of every tenant, for the watch. */
    public List<Source> everySource() {
        return sources;
    }

    /** The sources that the caller's tenant has registered. */
    public List<Source> all(Scope scope) {
        return sources.stream()
                .filter(source -> source.tenant().equals(scope.tenant()))
                .toList();
    }

    /** One source of the caller's tenant. */
    public Optional<Source> find(Scope scope, String id) {
        return all(scope).stream().filter(source -> source.id().equals(id)).findFirst();
    }
}
