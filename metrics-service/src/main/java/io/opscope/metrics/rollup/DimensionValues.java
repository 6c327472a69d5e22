package io.opscope.metrics.rollup;

import io.opscope.kit.auth.Scope;
import io.opscope.kit.sql.Database;
import io.opscope.kit.sql.Sql;
import io.opscope.kit.sql.Tx;
import io.opscope.metrics.catalogue.Family;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Bounds how many values of a dimension are counted apart, per tenant: the first thousand that come in; any other counts
 * as {@link #OTHER}. What a record was counted under is kept with it, so it is taken back from there, whatever came
 * since. Values are only ever added, so what this replica knows stays true and only what it does not know is asked for.
 */
@ApplicationScoped
public class DimensionValues {

    /** What values beyond the bound are counted under. */
    public static final String OTHER = "other";

    /** Values of one dimension that are counted apart. */
    static final int MOST = 1_000;

    /** The key of a rollup row holds its values; a longer one would not fit. */
    private static final int LONGEST = 200;

    /** Dimensions that are kept in memory, those of busy tenants: a thousand values each at the most. */
    private static final int KEPT = 2_000;

    private static final Set<String> NEVER_CUT = Set.of("status");

    private static final Sql OWN = Sql.file(DimensionValues.class, "own-values.sql");
    private static final Sql ADD = Sql.file(DimensionValues.class, "add-values.sql");
    private static final Sql VALUES = Sql.file(DimensionValues.class, "values.sql");

    private final Database db;
    private final Map<Dimension, Set<String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Dimension, Set<String>> eldest) {
            return size() > KEPT;
        }
    };

    DimensionValues(Database db) {
        this.db = db;
    }

    /**
     * The same, in the same order, with every value that is not counted apart replaced. New values are added in a
     * transaction of their own, which holds nothing else while it waits for another such one.
     */
    public List<Counted> bounded(Scope scope, Family family, List<Counted> arrived) {
        var apart = new LinkedHashMap<String, Set<String>>();
        var unknown = new LinkedHashMap<String, Set<String>>();
        for (var dimension : family.dimensions()) {
            if (!NEVER_CUT.contains(dimension)) {
                var values = known(new Dimension(scope.tenant(), family.id(), dimension));
                apart.put(dimension, values);
                if (values.size() < MOST) {
                    unknown.put(dimension, unknown(family, arrived, dimension, values));
                }
            }
        }
        unknown.values().removeIf(Set::isEmpty);
        if (!unknown.isEmpty()) {
            apart.putAll(added(scope, family, unknown));
        }
        return arrived.stream()
                .map(counted -> counted.with(dims(family, counted, apart)))
                .toList();
    }

    /** Whether records are counted under this value of a dimension by itself, rather than among the others. */
    public boolean isCountedApart(Tx tx, Scope scope, Family family, String dimension, String value) {
        if (isAlwaysApart(value) || NEVER_CUT.contains(dimension)) {
            return true;
        }
        var key = new Dimension(scope.tenant(), family.id(), dimension);
        var values = known(key);
        if (values.size() < MOST && !values.contains(value)) {
            values = values(tx, key);
            keep(key, values);
        }
        // a value that nobody sent yet is nowhere among the others either
        return values.contains(value) || values.size() < MOST && value.length() <= LONGEST;
    }

    private static Set<String> unknown(Family family, List<Counted> arrived, String dimension, Set<String> values) {
        var place = family.dimension(dimension);
        var unknown = new LinkedHashSet<String>();
        for (var counted : arrived) {
            var value = counted.dims().get(place);
            if (!values.contains(value) && !isAlwaysApart(value) && value.length() <= LONGEST) {
                unknown.add(value);
            }
        }
        return unknown;
    }

    private Map<String, Set<String>> added(Scope scope, Family family, Map<String, Set<String>> unknown) {
        var added = db.write(scope, tx -> {
            OWN.on(tx).set("tenant", scope.tenant()).set("family", family.id()).list(row -> scope);
            var values = new LinkedHashMap<String, Set<String>>();
            unknown.forEach((dimension, more) -> {
                var key = new Dimension(scope.tenant(), family.id(), dimension);
                add(tx, key, more);
                values.put(dimension, values(tx, key));
            });
            return values;
        });
        added.forEach((dimension, values) -> keep(new Dimension(scope.tenant(), family.id(), dimension), values));
        return added;
    }

    private static void add(Tx tx, Dimension dimension, Collection<String> values) {
        ADD.on(tx)
                .set("tenant", dimension.tenant())
                .set("family", dimension.family())
                .set("dimension", dimension.name())
                .set("most", MOST)
                .setArray("values", "text", values)
                .run();
    }

    private static Set<String> values(Tx tx, Dimension dimension) {
        return Set.copyOf(VALUES.on(tx)
                .set("tenant", dimension.tenant())
                .set("family", dimension.family())
                .set("dimension", dimension.name())
                .list(row -> row.text("value")));
    }

    private static List<String> dims(Family family, Counted counted, Map<String, Set<String>> apart) {
        return IntStream.range(0, counted.dims().size())
                .mapToObj(place -> {
                    var value = counted.dims().get(place);
                    var values = apart.get(family.dimensions().get(place));
                    return values == null || isAlwaysApart(value) || values.contains(value) ? value : OTHER;
                })
                .toList();
    }

    private static boolean isAlwaysApart(String value) {
        return value.equals(Family.UNKNOWN) || value.equals(OTHER);
    }

    private Set<String> known(Dimension dimension) {
        synchronized (known) {
            return known.getOrDefault(dimension, Set.of());
        }
    }

    private void keep(Dimension dimension, Set<String> values) {
        synchronized (known) {
            known.merge(dimension, values, (before, now) -> before.size() > now.size() ? before : now);
        }
    }

    private record Dimension(String tenant, int family, String name) {}
}
