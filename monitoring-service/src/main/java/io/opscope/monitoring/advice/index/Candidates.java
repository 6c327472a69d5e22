package io.opscope.monitoring.advice.index;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The indexes that might help a statement by its plan: columns that are compared for equality first, then one that is
 * compared otherwise or those that rows are ordered by. Whether they do help, the planner is asked.
 */
public final class Candidates {

    private static final int MOST = 24;

    private final Table table;
    private final Map<String, Candidate> found;

    private Candidates(Table table, Map<String, Candidate> found) {
        this.table = table;
        this.found = found;
    }

    /**
     * At most {@value #MOST} of them, none of which an index that there is already covers.
     *
     * @param tables those of the plan that may be read; others are passed over
     */
    public static List<Candidate> of(PlanReader plan, Map<Relation, Table> tables) {
        var found = new LinkedHashMap<String, Candidate>();
        plan.uses().byAlias().forEach((alias, uses) -> {
            var table = tables.get(plan.relations().get(alias));
            if (table != null) {
                new Candidates(table, found).read(uses);
            }
        });
        return found.values().stream().limit(MOST).toList();
    }

    private void read(Uses.OfTable uses) {
        var compared = List.copyOf(uses.equals);
        add(compared, List.of());
        for (var range : uses.ranges) {
            add(compared, List.of(range));
        }
        for (var sort : uses.sorts) {
            add(compared, sort);
            add(List.of(), sort);
        }
        for (var join : uses.joins) {
            add(List.of(join), List.of());
            add(with(compared, List.of(join)), List.of());
            for (var range : uses.ranges) {
                add(with(compared, List.of(join)), List.of(range));
            }
        }
        if (uses.joins.size() > 1) {
            add(uses.joins, List.of());
        }
        for (var alternative : uses.alternatives) {
            add(List.of(alternative), List.of());
            add(with(compared, List.of(alternative)), List.of());
        }
        for (var key : compared) {
            add(List.of(key), List.of());
            for (var range : uses.ranges) {
                add(List.of(key), List.of(range));
            }
        }
        for (var range : uses.ranges) {
            add(List.of(), List.of(range));
        }
    }

    private void add(Collection<Key> compared, List<Key> ordered) {
        // what leaves the fewest rows comes first: then the index serves other statements, too, and may be cut short
        var choosy = compared.stream()
                .sorted(Comparator.comparingDouble(table::valuesOf).reversed())
                .toList();
        Candidate.of(table, choosy, ordered)
                .filter(candidate -> !candidate.isCovered())
                .ifPresent(candidate -> found.putIfAbsent(candidate.definition(), candidate));
    }

    private static Set<Key> with(Collection<Key> some, Collection<Key> more) {
        var all = new java.util.LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }
}
