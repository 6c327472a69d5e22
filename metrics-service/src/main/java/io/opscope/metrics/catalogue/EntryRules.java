package io.opscope.metrics.catalogue;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an operator's own entry has to keep to, so that nothing that is stored loses its meaning: ids are stored, and so is
 * the order of measures and dimensions.
 */
final class EntryRules {

    /** Lower ones are for families that come with the service, now or later. */
    static final int FIRST_OWN_ID = 100;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private static final String STATUS = "status";

    /** Values of a set's dimensions are the key of a rollup row, which an index takes up to some length; cut at 200 each. */
    private static final int MOST_DIMENSIONS = 3;

    private static final int LONGEST_STATUS = 200;

    private EntryRules() {}

    /**
     * Passes over an entry that can be used.
     *
     * @param known the entries there are so far, one of which it may take the place of
     * @throws IllegalArgumentException that says what is wrong with it
     */
    static void check(Family family, Collection<Family> known) {
        must(NAME.matcher(family.name()).matches(), family, "is named by other than small letters, digits and _");
        var replaced = known.stream()
                .filter(other -> other.name().equals(family.name()))
                .findFirst();
        checkPlace(family, replaced, known);
        var fields = family.fields().keySet();
        must(fields.contains(family.eventTime()), family, "has no field " + family.eventTime());
        must(fields.containsAll(family.timeOrder()), family, "orders times that are no fields of it");
        must(
                family.endTime() == null || family.timeOrder().contains(family.endTime()),
                family,
                "ends at " + family.endTime() + ", which its timeOrder does not have");
        family.measures().stream()
                .flatMap(EntryRules::sources)
                .forEach(source -> must(fields.contains(source), family, "measures " + source + ", which is no field"));
        must(
                family.sets().stream().allMatch(set -> set.dimensions().size() <= MOST_DIMENSIONS),
                family,
                "has a set of more than " + MOST_DIMENSIONS + " dimensions");
        must(
                !family.dimensions().contains(STATUS) || longest(family, STATUS) <= LONGEST_STATUS,
                family,
                "needs a status of at most " + LONGEST_STATUS + " characters, as it is a dimension");
        mustDiffer(family.sets().stream().map(DimensionSet::id).toList(), family, "ids of its sets");
        mustDiffer(family.measures().stream().map(Measure::name).toList(), family, "names of its measures");
        mustDiffer(family.dimensions(), family, "names of its dimensions");
    }

    private static int longest(Family family, String field) {
        var max = Objects.requireNonNull(family.fields().get(field), field).max();
        return max == null ? Integer.MAX_VALUE : max;
    }

    private static void checkPlace(Family family, Optional<Family> replaced, Collection<Family> known) {
        if (replaced.isEmpty()) {
            must(
                    family.id() >= FIRST_OWN_ID && family.id() <= Short.MAX_VALUE,
                    family,
                    "needs an id from " + FIRST_OWN_ID + " to " + Short.MAX_VALUE);
            must(known.stream().noneMatch(other -> other.id() == family.id()), family, "has the id of another family");
            return;
        }
        var before = replaced.get();
        must(family.id() == before.id(), family, "needs the id " + before.id() + ", under which it is stored");
        mustBeginWith(family.dimensions(), before.dimensions(), family, "dimensions");
        mustBeginWith(names(family), names(before), family, "measures");
    }

    private static List<String> names(Family family) {
        return family.measures().stream().map(Measure::name).toList();
    }

    private static Stream<String> sources(Measure measure) {
        return Stream.concat(
                Stream.of(Optional.ofNullable(measure.from()), Optional.ofNullable(measure.until()))
                        .flatMap(Optional::stream),
                Optional.ofNullable(measure.firstOf()).stream().flatMap(List::stream));
    }

    private static void mustBeginWith(List<String> now, List<String> before, Family family, String what) {
        must(
                now.size() >= before.size() && now.subList(0, before.size()).equals(before),
                family,
                "needs " + what + " that begin with " + before + ": their order is stored");
    }

    private static void mustDiffer(List<?> values, Family family, String what) {
        must(new HashSet<>(values).size() == values.size(), family, "has the same twice among the " + what);
    }

    private static void must(boolean holds, Family family, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Family " + family.name() + " of the catalogue's directory " + otherwise);
        }
    }
}
