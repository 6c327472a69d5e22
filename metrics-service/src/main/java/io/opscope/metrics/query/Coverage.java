package io.opscope.metrics.query;

import io.opscope.metrics.catalogue.DimensionSet;
import io.opscope.metrics.rollup.Standing;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/** Which of a family's declared sets can answer a question. */
final class Coverage {

    private Coverage() {}

    /** The declared sets that tell apart everything the question needs, the smallest first. */
    static List<DimensionSet> of(Question question) {
        var needed = new HashSet<>(question.by());
        needed.addAll(question.where().keySet());
        return question.family().sets().stream()
                .filter(set -> set.dimensions().containsAll(needed))
                .filter(set -> question.sketched().isEmpty()
                        || keeps(set, question.sketched().get()))
                .sorted(Comparator.comparingInt(
                                (DimensionSet set) -> set.dimensions().size())
                        .thenComparingInt(DimensionSet::id))
                .toList();
    }

    /** Of these sets the ones that were counted all the time the question is about. */
    static List<DimensionSet> of(Question question, Standing standing) {
        return of(question).stream()
                .filter(set -> {
                    var since = standing.since(set);
                    return since == null || !question.range().from().isBefore(since);
                })
                .toList();
    }

    private static boolean keeps(DimensionSet set, String sketched) {
        return sketched.isEmpty() ? set.distinct() : sketched.equals(set.hist());
    }
}
