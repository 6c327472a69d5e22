package io.opscope.metrics.rollup;

import io.opscope.kit.sql.ArrayLiteral;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Statement;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A family's rollup rows of one slot, for as long as the transaction lasts that holds the slot: nobody else writes them
 * meanwhile. So what is added is merged here, since SQL cannot add arrays, and a row that is there is written back where
 * it was read, without being looked up again.
 */
final class SlotRows {

    private static final Sql STORED = Sql.file(SlotRows.class, "stored.sql");
    private static final Sql ROW_BY_ROW = Sql.file(SlotRows.class, "row-by-row.sql");
    private static final Sql CHANGE = Sql.file(SlotRows.class, "change.sql");
    private static final Sql INSERT = Sql.file(SlotRows.class, "insert.sql");

    private final Tx tx;
    private final String tenant;
    private final Family family;
    private final int slot;

    SlotRows(Tx tx, String tenant, Family family, int slot) {
        this.tx = tx;
        this.tenant = tenant;
        this.family = family;
        this.slot = slot;
    }

    /** Adds to each of these rows what it differs by. */
    void add(SortedMap<RollupKey, Tally> differences) {
        if (differences.isEmpty()) {
            return;
        }
        var places = new TreeMap<RollupKey, String>();
        var known = new TreeMap<RollupKey, Tally>();
        read(List.copyOf(differences.keySet()), places, known);
        var added = new TreeMap<RollupKey, Tally>();
        differences.forEach((key, difference) -> {
            var tally = known.get(key);
            if (tally == null) {
                tally = new Tally();
                added.put(key, tally);
            }
            tally.merge(difference);
        });
        change(known, places.values());
        insert(added);
    }

    private void read(List<RollupKey> keys, Map<RollupKey, String> places, Map<RollupKey, Tally> tallies) {
        withKeys(STORED, keys).set("slot", slot).list(row -> {
            var key = keys.get(Math.toIntExact(row.integer("n")) - 1);
            places.put(key, row.text("place"));
            tallies.put(key, Rollups.tally(row));
            return null;
        });
    }

    private void change(SortedMap<RollupKey, Tally> rows, Collection<String> places) {
        if (rows.isEmpty()) {
            return;
        }
        ROW_BY_ROW.on(tx).list(row -> row.text("hash"));
        var changed = withTallies(CHANGE.on(tx), rows.values())
                .set("tenant", tenant)
                .setArray("tiers", "smallint", each(rows.keySet(), key -> key.tier()
                        .code()))
                .setArray("places", "tid", places)
                .run();
        if (changed != rows.size()) {
            throw new IllegalStateException("Of %d rollup rows in slot %d only %d were where they had been read"
                    .formatted(rows.size(), slot, changed));
        }
    }

    private void insert(SortedMap<RollupKey, Tally> rows) {
        if (!rows.isEmpty()) {
            withTallies(withKeys(INSERT, rows.keySet()), rows.values())
                    .set("slot", slot)
                    .run();
        }
    }

    private Statement withKeys(Sql sql, Collection<RollupKey> keys) {
        return sql.on(tx)
                .set("tenant", tenant)
                .set("family", family.id())
                .setArray("tiers", "smallint", each(keys, key -> key.tier().code()))
                .setArray("sets", "smallint", each(keys, RollupKey::set))
                .setArray("buckets", "timestamptz", each(keys, RollupKey::bucket))
                .setArray(
                        "outcomes", "smallint", each(keys, key -> key.outcome().code()))
                .setArray("currencies", "text", each(keys, RollupKey::currency))
                .setArray("dims", "text", each(keys, RollupKey::dimsKey));
    }

    private static Statement withTallies(Statement statement, Collection<Tally> tallies) {
        return statement
                .setArray("records", "bigint", each(tallies, Tally::records))
                .setArray("counts", "text", each(tallies, tally -> ArrayLiteral.numbers(tally.counts())))
                .setArray("sums", "text", each(tallies, tally -> ArrayLiteral.numbers(tally.sums())))
                .setArray("mins", "text", each(tallies, tally -> ArrayLiteral.numbers(tally.mins())))
                .setArray("maxs", "text", each(tallies, tally -> ArrayLiteral.numbers(tally.maxs())))
                .setArray("stales", "text", each(tallies, tally -> ArrayLiteral.flags(tally.stale())))
                .setArray("hists", "bytea", eachNullable(tallies, Tally::histBytes))
                .setArray("uniques", "bytea", eachNullable(tallies, Tally::uniquesBytes));
    }

    private static <T, V> List<@Nullable V> eachNullable(Collection<T> items, Function<T, @Nullable V> value) {
        var values = new ArrayList<@Nullable V>();
        items.forEach(item -> values.add(value.apply(item)));
        return values;
    }

    private static <T, V> List<V> each(Collection<T> items, Function<T, V> value) {
        return items.stream().map(value).toList();
    }
}
