package io.opscope.monitoring.advice.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An index that might help.
 *
 * @param compared how many of the keys, from the first on, are compared for equality only
 */
public record Candidate(Table table, List<Key> keys, int compared) {

    private static final int WIDEST = 4;

    /** Empty where there are no keys; keys beyond the widest index are left off. */
    static Optional<Candidate> of(Table table, Collection<Key> compared, List<Key> ordered) {
        var keys = new ArrayList<Key>();
        compared.forEach(key -> add(keys, key));
        var equal = keys.size();
        ordered.forEach(key -> add(keys, key));
        return keys.isEmpty() ? Optional.empty() : Optional.of(new Candidate(table, List.copyOf(keys), equal));
    }

    private static void add(List<Key> keys, Key key) {
        if (keys.size() < WIDEST && keys.stream().noneMatch(known -> known.isLike(key.text()))) {
            keys.add(key);
        }
    }

    /** The same without the last key; empty where it is the only one. */
    public Optional<Candidate> shorter() {
        return keys.size() == 1
                ? Optional.empty()
                : Optional.of(
                        new Candidate(table, keys.subList(0, keys.size() - 1), Math.min(compared, keys.size() - 1)));
    }

    /** Whether an index that there is does what this one would. */
    public boolean isCovered() {
        return table.hasLike(this);
    }

    /** For the planner. */
    public String definition() {
        return "CREATE INDEX ON " + on();
    }

    /** For whoever creates it: beside writers, where that is possible. */
    public String statement() {
        return "CREATE INDEX " + (table.partitioned() ? "" : "CONCURRENTLY ") + "ON " + on() + ";";
    }

    private String on() {
        return table.quoted() + " (" + keys.stream().map(Key::definition).collect(Collectors.joining(", ")) + ")";
    }
}
