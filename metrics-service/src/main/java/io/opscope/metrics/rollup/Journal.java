package io.opscope.metrics.rollup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What batches have changed and the rollup rows do not say yet: one row a batch, written in the batch's own transaction,
 * so that a producer waits for no rollup row. Every reader adds it up with the rollup rows, as of the same moment; it is
 * soon taken out by the {@link Compactor}.
 */
@ApplicationScoped
public class Journal {

    private static final Sql APPEND = Sql.file(Journal.class, "append.sql");
    private static final Sql LAST = Sql.file(Journal.class, "last-batch.sql");
    private static final Sql UNFOLDED = Sql.file(Journal.class, "unfolded.sql");
    private static final Sql OLDEST = Sql.file(Journal.class, "oldest-batches.sql");
    private static final Sql REMOVE = Sql.file(Journal.class, "remove-batches.sql");
    private static final Sql FORGET = Sql.file(Journal.class, "forget-unfolded.sql");

    /** Bytes of batches that are looked at together to be brought into the rollup rows. */
    private static final long PORTION = 1_000_000;

    /** Batches that readers of this replica need not fetch again; each is there for a moment only. */
    private static final int MOST_KNOWN = 500;

    private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

    private final Cache<Long, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    Journal() {}

    /**
     * What each batch changed, batch by batch in the order in which they were counted. To be read in the transaction, of
     * one moment, that reads the rollup rows. Changes by another edition of the catalogue than this replica's are left
     * out: everything is about to be counted anew.
     */
    public List<List<Change>> unfolded(Tx tx, String tenant, Family family) {
        var before = new HashMap<Long, Known>();
        known.asMap().forEach((id, batch) -> {
            if (batch.tenant().equals(tenant) && batch.family() == family.id()) {
                before.put(id, batch);
            }
        });
        var there = new HashSet<Long>();
        var batches = UNFOLDED.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .setArray("known", "bigint", before.keySet())
                .list(row -> {
                    var batch = before.get(row.integer("id"));
                    if (batch == null) {
                        batch = new Known(tenant, family.id(), changes(family, row));
                        known.put(row.integer("id"), batch);
                    }
                    there.add(row.integer("id"));
                    return batch.changes();
                });
        before.keySet().stream().filter(id -> !there.contains(id)).forEach(known::invalidate);
        return batches;
    }

    private static List<Change> changes(Family family, Row row) {
        return ChangeBytes.read(row.bytes("changes")).stream()
                .filter(change -> isOf(family, change))
                .toList();
    }

    private static boolean isOf(Family family, Change change) {
        var counted = change.after() != null ? change.after() : change.before();
        return counted != null
                && counted.dims().size() == family.dimensions().size()
                && counted.measures().size() == family.measures().size();
    }

    /** Counts these changes, with the transaction. */
    void append(Tx tx, String tenant, Family family, Collection<Change> changes) {
        APPEND.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("changes", ChangeBytes.of(changes))
                .run();
    }

    /** The last batch that is there; empty when there is none. */
    Optional<Long> last(Tx tx, String tenant, Family family) {
        return LAST.on(tx).set("tenant", tenant).set("family", family.id()).first(row -> row.integer("id"));
    }

    /**
     * The oldest batches, in their order: the first one and more up to some size. The transaction has to own the family's
     * rollup rows, or everybody's right to count.
     *
     * @param last after which none is wanted
     */
    List<Batch> oldest(Tx tx, String tenant, Family family, long last) {
        return OLDEST.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("last", last)
                .set("bytes", PORTION)
                .list(row -> new Batch(row.integer("id"), ChangeBytes.read(row.bytes("changes"))));
    }

    /** Takes batches out, whose changes this transaction adds to the rollup rows. */
    void remove(Tx tx, String tenant, Family family, Collection<Long> ids) {
        REMOVE.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .setArray("ids", "bigint", ids)
                .run();
    }

    /** Takes all batches out, of which everything is counted anew from the records. */
    void forget(Tx tx, String tenant, Family family) {
        FORGET.on(tx).set("tenant", tenant).set("family", family.id()).run();
    }

    record Batch(long id, List<Change> changes) {}

    private record Known(String tenant, int family, List<Change> changes) {}
}
