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
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A family's rollup rows, for as long as the transaction lasts that owns them: nobody else writes them meanwhile. So what
 * is added is merged here, since SQL cannot add arrays, and a row that is there is written back where it was read, without
 * being looked up again.
 */
final class RollupRows {

    private static final Sql STORED = Sql.file(RollupRows.class, "stored.sql");
    private static final Sql BY_PLACE_ONLY = Sql.file(RollupRows.class, "by-place-only.sql");
    private static final Sql CHANGE = Sql.file(RollupRows.class, "change.sql");
    private static final Sql INSERT = Sql.file(RollupRows.class, "insert.sql");

    private final Tx tx;
    private final String tenant;
    private final Family family;

    RollupRows(Tx tx, String tenant, Family family) {
        this.tx = tx;
        this.tenant = tenant;
        this.family = family;
    }

    /** Adds to each of these rows what it differs by. */
    void add(SortedMap<RollupKey, Tally> differences) {
        add(List.of(differences));
    }

    /**
     * Adds what several batches differ by, one after the other: what one of them took back may be what another one before
     * it had added, which is seen only where they meet what is stored in turn.
     */
    void add(List<SortedMap<RollupKey, Tally>> batches) {
        var keys = new TreeSet<RollupKey>();
        batches.forEach(batch -> keys.addAll(batch.keySet()));
        if (keys.isEmpty()) {
            return;
        }
        var places = new TreeMap<RollupKey, String>();
        var known = new TreeMap<RollupKey, Tally>();
        read(List.copyOf(keys), places, known);
        var added = new TreeMap<RollupKey, Tally>();
        batches.forEach(batch -> batch.forEach((key, difference) -> {
            var tally = known.get(key);
            if (tally == null) {
                tally = added.computeIfAbsent(key, ignored -> new Tally());
            }
            tally.merge(difference);
        }));
        change(known, places.values());
        insert(added);
    }

    private void read(List<RollupKey> keys, Map<RollupKey, String> places, Map<RollupKey, Tally> tallies) {
        withKeys(STORED, keys).list(row -> {
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
        goByPlaceOnly(true);
        var changed = withTallies(CHANGE.on(tx), rows.values())
                .set("tenant", tenant)
                .setArray("tiers", "smallint", each(rows.keySet(), key -> key.tier()
                        .code()))
                .setArray("places", "tid", places)
                .run();
        goByPlaceOnly(false);
        if (changed != rows.size()) {
            throw new IllegalStateException(
                    "Of %d rollup rows only %d were where they had been read".formatted(rows.size(), changed));
        }
    }

    private void goByPlaceOnly(boolean only) {
        BY_PLACE_ONLY.on(tx).set("only", only).list(row -> row.text("allowed"));
    }

    private void insert(SortedMap<RollupKey, Tally> rows) {
        if (!rows.isEmpty()) {
            withTallies(withKeys(INSERT, rows.keySet()), rows.values()).run();
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
