package io.opscope.metrics.ingest;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.SqlFailedException;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Compactor;
import io.opscope.metrics.rollup.DimensionValues;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Commits what requests bring in shared transactions, each of one tenant and one family. */
@ApplicationScoped
class Batches {

    private final Database db;
    private final RecordStore store;
    private final DimensionValues values;
    private final Compactor compactor;
    private final IngestConfig config;
    private final Map<Key, Lane> lanes = new ConcurrentHashMap<>();

    Batches(Database db, RecordStore store, DimensionValues values, Compactor compactor, IngestConfig config) {
        this.db = db;
        this.store = store;
        this.values = values;
        this.compactor = compactor;
        this.config = config;
    }

    /** Stores the records; what it returns is committed. */
    List<Verdict> store(Scope scope, Family family, List<IncomingRecord> records) {
        var key = new Key(scope.tenant(), family.id());
        var verdicts = lanes.computeIfAbsent(
                        key, k -> new Lane(config.batchRows(), portions -> commit(scope, family, portions)))
                .store(records);
        // after the lane has been left: who brings little does not wait for who brings much
        var changes = verdicts.stream().filter(Verdict::isChange).count();
        if (changes > 0 && family.isCounted()) {
            compactor.committed(scope.tenant(), family, Math.toIntExact(changes));
        }
        return verdicts;
    }

    /** Rows of all tenants that wait for a commit of others. */
    long waiting() {
        return lanes.values().stream().mapToLong(Lane::waiting).sum();
    }

    /** When the data of one request makes the whole batch fail, each request goes alone, so that only that one does. */
    private void commit(Scope scope, Family family, List<Lane.Portion> portions) {
        try {
            commitTogether(scope, family, portions);
        } catch (SqlFailedException e) {
            if (portions.size() == 1 || !e.isAboutData()) {
                fail(portions, e);
            } else {
                portions.forEach(portion -> commit(scope, family, List.of(portion)));
            }
        } catch (RuntimeException | Error e) {
            fail(portions, e);
        }
    }

    private void commitTogether(Scope scope, Family family, List<Lane.Portion> portions) {
        var all = bounded(scope, family, portions);
        var verdicts = db.write(scope, tx -> store.store(tx, scope.tenant(), family, all, Instant.now()));
        var from = 0;
        for (var portion : portions) {
            var until = from + portion.records().size();
            portion.verdicts().complete(List.copyOf(verdicts.subList(from, until)));
            from = until;
        }
    }

    private List<IncomingRecord> bounded(Scope scope, Family family, List<Lane.Portion> portions) {
        var all = new ArrayList<IncomingRecord>();
        portions.forEach(portion -> all.addAll(portion.records()));
        var counted = values.bounded(
                scope, family, all.stream().map(IncomingRecord::counted).toList());
        for (int i = 0; i < all.size(); i++) {
            all.set(i, all.get(i).with(counted.get(i)));
        }
        return all;
    }

    private static void fail(List<Lane.Portion> portions, Throwable reason) {
        portions.forEach(portion -> portion.verdicts().completeExceptionally(reason));
    }

    private record Key(String tenant, int family) {}
}
