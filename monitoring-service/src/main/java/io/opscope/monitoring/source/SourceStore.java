package io.opscope.monitoring.source;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the registered sources. */
@ApplicationScoped
class SourceStore implements PanacheRepositoryBase<RegisteredSource, SourceKey> {

    /** All sources of all tenants, for the watch; who may see one is decided where it is handed out. */
    @Transactional
    List<Source> everySource() {
        var rows = list("order by registeredAt, tenant, id");
        var byKey = rows.stream().collect(Collectors.toMap(RegisteredSource::key, Function.identity()));
        return rows.stream()
                .map(row -> row.asSource(
                        row.parent == null ? row : byKey.getOrDefault(new SourceKey(row.tenant, row.parent), row)))
                .toList();
    }

    /** The rows of one tenant. */
    @Transactional
    List<RegisteredSource> of(String tenant) {
        return list("tenant = ?1 order by registeredAt, id", tenant);
    }

    @Transactional
    Optional<RegisteredSource> find(SourceKey key) {
        return findByIdOptional(key);
    }

    /** Whether there was none of that key. */
    @Transactional
    boolean create(RegisteredSource row) {
        if (findById(row.key()) != null) {
            return false;
        }
        persist(row);
        return true;
    }

    /** Whether it was still the edition that the change was made to. */
    @Transactional
    boolean change(SourceKey key, int edition, SourceFields fields, byte @Nullable [] sealed) {
        var row = findById(key, LockModeType.PESSIMISTIC_WRITE);
        if (row == null || row.edition != edition) {
            return false;
        }
        row.take(fields);
        row.sealed = sealed;
        row.edition++;
        return true;
    }

    /** Marts that are schemas of a source. */
    @Transactional
    long martsOf(SourceKey key) {
        return count("tenant = ?1 and parent = ?2", key.tenant(), key.id());
    }

    /** Whether it was there. */
    @Transactional
    boolean remove(SourceKey key) {
        return deleteById(key);
    }

    /** Registers what the configuration says, or writes over what is kept of it; the first registration's date stays. */
    @Transactional
    void put(RegisteredSource row) {
        var kept = findById(row.key());
        if (kept == null) {
            persist(row);
        } else if (!kept.fields().equals(row.fields()) || kept.own != row.own) {
            kept.take(row.fields());
            kept.own = row.own;
            kept.edition++;
        }
    }
}
