package io.opscope.monitoring.alert.figure;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is told.
 *
 * @param groups one without labels where nothing is grouped
 * @param absent what a group has that is not listed; nothing when that is not known
 * @param areAllListed whether a group that is not listed is not there any more
 * @param problem why there is no data at all; null when there is
 */
public record Figures(
        List<Group> groups,
        OptionalDouble absent,
        boolean areAllListed,
        @Nullable String problem) {

    public Figures {
        groups = List.copyOf(groups);
    }

    public static Figures of(List<Group> groups) {
        return new Figures(groups, OptionalDouble.empty(), false, null);
    }

    /** Of everything there is. */
    public static Figures ofAll(List<Group> groups) {
        return new Figures(groups, OptionalDouble.empty(), true, null);
    }

    /** Of one figure that nothing divides; nothing when it is not known. */
    public static Figures of(OptionalDouble value) {
        return of(List.of(new Group(Map.of(), value)));
    }

    public static Figures none(String problem) {
        return new Figures(List.of(), OptionalDouble.empty(), false, problem);
    }

    /** @param value nothing when there is no data for it */
    public record Group(Map<String, String> labels, OptionalDouble value) {

        public Group {
            labels = Map.copyOf(labels);
        }
    }
}
