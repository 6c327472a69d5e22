package io.opscope.metrics.rollup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What batches have changed and the rollup rows do not say yet: one row a batch, written in the batch's own transaction,
 * so that a producer waits for no rollup row. Every reader adds it up with the rollup rows, as of the same moment; it is
 * soon taken out by the {@link Compactor}.
 */
@ApplicationScoped
public class Journal {

    private static final Sql APPEND = Sql.file(Journal.class, "append.sql");
    private static final Sql UNFOLDED = Sql.file(Journal.class, "unfolded.sql");
    private static final Sql TAKE = Sql.file(Journal.class, "take.sql");
    private static final Sql FORGET = Sql.file(Journal.class, "forget-unfolded.sql");

    /** Batches that readers of this replica need not make anew; each is there for a moment only. */
    private static final int MOST_KNOWN = 500;

    private static final Duration KNOWN_FOR = Duration.ofSeconds(10);

    private final Policies policies;
    private final Cache<Long, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterWrite(KNOWN_FOR)
            .build();

    Journal(Policies policies) {
        this.policies = policies;
    }

    /**
     * What each batch adds to which rollup rows at every tier, batch by batch in the order in which they were counted. To
     * be read in the transaction, of one moment, that reads the rollup rows.
     */
    public List<SortedMap<RollupKey, Tally>> unfolded(Tx tx, String tenant, Family family) {
        var before = new HashMap<Long, Known>();
        known.asMap().forEach((id, batch) -> {
            if (batch.tenant().equals(tenant) && batch.family() == family.id()) {
                before.put(id, batch);
            }
        });
        return UNFOLDED.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .setArray("known", "bigint", before.keySet())
                .list(row -> rows(tenant, family, row, before));
    }

    private SortedMap<RollupKey, Tally> rows(String tenant, Family family, Row row, Map<Long, Known> before) {
        var id = row.integer("id");
        var batch = before.get(id);
        if (batch == null) {
            batch = new Known(tenant, family.id(), rows(tenant, family, ChangeBytes.read(row.bytes("changes"))));
            known.put(id, batch);
        }
        return batch.rows();
    }

    /** Counts these changes, with the transaction. */
    void append(Tx tx, String tenant, Family family, Collection<Change> changes) {
        APPEND.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("changes", ChangeBytes.of(changes))
                .run();
    }

    /**
     * Takes the oldest batches out, the first one and more up to so many bytes; empty when there are none. The transaction
     * has to own the family's rollup rows, or everybody's right to count.
     */
    List<Batch> take(Tx tx, String tenant, Family family, long bytes) {
        var taken = new ArrayList<Batch>();
        TAKE.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .set("bytes", bytes)
                .list(row -> taken.add(new Batch(row.integer("id"), ChangeBytes.read(row.bytes("changes")))));
        taken.sort(Comparator.comparing(Batch::id));
        return taken;
    }

    /** Takes all batches out, of which everything is counted anew from the records. */
    void forget(Tx tx, String tenant, Family family) {
        FORGET.on(tx).set("tenant", tenant).set("family", family.id()).run();
    }

    /** What changes add to which rollup rows. */
    SortedMap<RollupKey, Tally> rows(String tenant, Family family, List<Change> changes) {
        var differences = new Differences(family, policies.of(tenant).periods(), Instant.now());
        changes.stream().filter(change -> isOf(family, change)).forEach(differences::add);
        return differences.rows();
    }

    /** A change by another edition of the catalogue than this replica's is for others; it will be counted anew. */
    private static boolean isOf(Family family, Change change) {
        var counted = change.after() != null ? change.after() : change.before();
        return counted != null
                && counted.dims().size() == family.dimensions().size()
                && counted.measures().size() == family.measures().size();
    }

    record Batch(long id, List<Change> changes) {}

    private record Known(String tenant, int family, SortedMap<RollupKey, Tally> rows) {}
}
