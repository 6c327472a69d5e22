package io.opscope.metrics.ingest;

import io.opscope.kit.sql.ArrayLiteral;
import io.opscope.kit.sql.Row;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import io.opscope.metrics.rollup.Change;
import io.opscope.metrics.rollup.Counted;
import io.opscope.metrics.rollup.Counting;
import io.opscope.metrics.rollup.OtherValues;
import io.opscope.metrics.rollup.Rollups;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch of records and counts what it changed, in one transaction.
 *
 * <p>New ids are inserted first, in order; the server tells which of them were new, waiting for whoever is inserting the
 * same id. The others are there, committed, and are locked in order. So the state that a difference is taken against is
 * never guessed, and since nobody waits for an insert while holding what an inserter locks, nothing deadlocks.
 */
@ApplicationScoped
class RecordStore {

    private static final Sql INSERT = Sql.file(RecordStore.class, "insert.sql");
    private static final Sql LOCK = Sql.file(RecordStore.class, "lock.sql");
    private static final Sql UPDATE = Sql.file(RecordStore.class, "update.sql");

    /** An id can vanish between the two steps when it is deleted; then it is inserted after all. */
    private static final int ATTEMPTS = 5;

    private final Rollups rollups;

    RecordStore(Rollups rollups) {
        this.rollups = rollups;
    }

    /** One verdict per record, in their order. */
    List<Verdict> store(Tx tx, String tenant, Family family, List<IncomingRecord> arrived, Instant now) {
        var counting = rollups.begin(tx, tenant, family);
        var records = arrived.stream()
                .map(record -> record.with(counting.policy()
                        .outcome(record.status(), record.counted().outcome())))
                .toList();
        var fates = new TreeMap<String, Fate>();
        for (var record : records) {
            if (!counting.isGone(record.counted().at())) {
                fates.computeIfAbsent(record.id(), id -> new Fate()).arrivals.add(record);
            }
        }
        insertOrLock(tx, tenant, family, fates, now);
        var changed = fates.values().stream()
                .filter(fate -> fate.stored != null && fate.last != null)
                .toList();
        if (!changed.isEmpty()) {
            withRecords(UPDATE.on(tx), tenant, family, changed, now).run();
        }
        OtherValues.note(tx, tenant, family, amongOthers(fates));
        var changes = fates.values().stream()
                .flatMap(fate -> fate.change(counting).stream())
                .toList();
        rollups.count(tx, tenant, family, changes, now);
        return records.stream()
                .map(record -> counting.isGone(record.counted().at())
                        ? Verdict.TOO_OLD
                        : fate(fates, record.id()).verdict(record))
                .toList();
    }

    private static void insertOrLock(Tx tx, String tenant, Family family, SortedMap<String, Fate> fates, Instant now) {
        Set<String> open = new HashSet<>(fates.keySet());
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            var candidates = ordered(fates, open);
            candidates.forEach(Fate::foldFresh);
            var inserted =
                    withRecords(INSERT.on(tx), tenant, family, candidates, now).list(row -> row.text("id"));
            inserted.forEach(open::remove);
            var stored = lock(tx, tenant, family, open.stream().sorted().toList());
            stored.forEach((id, state) -> fate(fates, id).foldOver(state));
            open.removeAll(stored.keySet());
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException("Records vanish as fast as they are stored: " + open.size());
        }
    }

    private static List<String> amongOthers(SortedMap<String, Fate> fates) {
        return fates.entrySet().stream()
                .filter(fate -> fate.getValue().last != null
                        && OtherValues.has(fate.getValue().last.counted()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Fate fate(Map<String, Fate> fates, String id) {
        return Objects.requireNonNull(fates.get(id), id);
    }

    private static List<Fate> ordered(SortedMap<String, Fate> fates, Set<String> open) {
        return fates.entrySet().stream()
                .filter(entry -> open.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Map<String, Stored> lock(Tx tx, String tenant, Family family, List<String> ids) {
        var stored = new HashMap<String, Stored>();
        if (!ids.isEmpty()) {
            LOCK.on(tx)
                    .set("tenant", tenant)
                    .set("family", family.id())
                    .setArray("ids", "text", ids)
                    .list(row -> stored.put(row.text("id"), stored(row)));
        }
        return stored;
    }

    private static Stored stored(Row row) {
        var outcome = Outcome.of(row.integer("outcome"));
        var counted = new Counted(
                row.instant("at"),
                outcome,
                row.text("currency"),
                row.maybeText("user_id").orElse(null),
                row.<String>array("dims"),
                row.<@Nullable BigDecimal>array("measures"));
        var stamp = new Stamp(
                row.maybeInteger("version").orElse(null),
                row.maybeInstant("updated_at").orElse(null),
                outcome,
                row.integer("fingerprint"));
        return new Stored(
                counted,
                stamp,
                new FailureTime.Before(outcome, row.maybeInstant("failed_at").orElse(null)));
    }

    private static Statement withRecords(
            Statement statement, String tenant, Family family, List<Fate> fates, Instant now) {
        var records = new ArrayList<IncomingRecord>();
        var failures = new ArrayList<@Nullable Instant>();
        for (var fate : fates) {
            var record = fate.last;
            if (record != null) {
                records.add(record);
                failures.add(FailureTime.of(family, record, fate.before(), now));
            }
        }
        return statement
                .set("tenant", tenant)
                .set("family", family.id())
                .setArray("ids", "text", each(records, IncomingRecord::id))
                .setArray("users", "text", eachNullable(records, IncomingRecord::userId))
                .setArray("ats", "timestamptz", each(records, r -> r.counted().at()))
                .setArray("statuses", "text", each(records, IncomingRecord::status))
                .setArray("outcomes", "smallint", each(records, r -> r.counted()
                        .outcome()
                        .code()))
                .setArray("currencies", "text", each(records, r -> r.counted().currency()))
                .setArray("versions", "bigint", eachNullable(records, IncomingRecord::version))
                .setArray("updates", "timestamptz", eachNullable(records, IncomingRecord::updatedAt))
                .setArray("failures", "timestamptz", failures)
                .setArray(
                        "dims",
                        "text",
                        each(records, r -> ArrayLiteral.texts(r.counted().dims())))
                .setArray(
                        "measures",
                        "text",
                        each(records, r -> ArrayLiteral.numbers(r.counted().measures())))
                .setArray("fingerprints", "bigint", each(records, IncomingRecord::fingerprint))
                .setArray("bodies", "text", each(records, IncomingRecord::body));
    }

    private static <V> List<V> each(Collection<IncomingRecord> records, Function<IncomingRecord, V> value) {
        return records.stream().map(value).toList();
    }

    private static <V> List<@Nullable V> eachNullable(
            Collection<IncomingRecord> records, Function<IncomingRecord, @Nullable V> value) {
        var values = new ArrayList<@Nullable V>();
        records.forEach(record -> values.add(value.apply(record)));
        return values;
    }

    private record Stored(Counted counted, Stamp stamp, FailureTime.Before outcome) {}

    /** What happens to one id in a batch: everything that arrived for it, folded over what is stored. */
    private static final class Fate {

        private final List<IncomingRecord> arrivals = new ArrayList<>();
        private final Map<IncomingRecord, Verdict> verdicts = new IdentityHashMap<>();
        private @Nullable Stored stored;
        private @Nullable IncomingRecord last;

        void foldFresh() {
            stored = null;
            fold(null);
        }

        void foldOver(Stored state) {
            stored = state;
            fold(state.stamp());
        }

        private void fold(@Nullable Stamp before) {
            last = null;
            var current = before;
            for (var arrival : arrivals) {
                if (current == null) {
                    verdicts.put(arrival, Verdict.ACCEPTED);
                } else if (arrival.stamp().replaces(current)) {
                    verdicts.put(arrival, Verdict.UPDATED);
                } else {
                    verdicts.put(arrival, Verdict.DUPLICATE);
                    continue;
                }
                current = arrival.stamp();
                last = arrival;
            }
        }

        FailureTime.@Nullable Before before() {
            return stored == null ? null : stored.outcome();
        }

        /** What was counted of a record that counts as gone stays, though it moves to a later time. */
        List<Change> change(Counting counting) {
            if (last == null) {
                return List.of();
            }
            var before = stored == null || counting.isGone(stored.counted().at()) ? null : stored.counted();
            return List.of(new Change(before, last.counted()));
        }

        Verdict verdict(IncomingRecord record) {
            return Objects.requireNonNull(verdicts.get(record));
        }
    }
}
