package io.opscope.monitoring.source;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Keeps the registered sources. */
@ApplicationScoped
class SourceStore implements PanacheRepositoryBase<RegisteredSource, String> {

    /** All sources of all tenants, for the watch; who may see one is decided where it is handed out. */
    @Transactional
    List<Source> everySource() {
        return find("order by registeredAt, id").stream()
                .map(RegisteredSource::asSource)
                .toList();
    }

    /** Registers a source, or writes over what is kept under its id; the date of the first registration stays. */
    @Transactional
    void put(Source source) {
        var kept = findById(source.id());
        var row = kept == null ? new RegisteredSource() : kept;
        row.tenant = source.tenant();
        row.name = source.name();
        row.type = source.type();
        row.host = source.host();
        row.port = source.port();
        row.database = source.database();
        row.username = source.username();
        row.own = source.own();
        if (kept == null) {
            row.id = source.id();
            row.registeredAt = Instant.now();
            persist(row);
        }
    }
}
