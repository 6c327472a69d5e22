package io.opscope.metrics.api.records;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import java.util.Optional;

/** In what order records are listed; one that can be continued at any record without counting to it. */
final class Order {

    private static final String NEWEST_FIRST = "-created_at";
    private static final String OLDEST_FIRST = "created_at";

    private Order() {}

    static boolean isOldestFirst(Optional<String> sort) {
        var given = Given.text(sort).orElse(NEWEST_FIRST);
        if (!given.equals(NEWEST_FIRST) && !given.equals(OLDEST_FIRST)) {
            throw CommonProblem.badParameter(
                    "sort", given, NEWEST_FIRST + " (newest first) or " + OLDEST_FIRST + " (oldest first)");
        }
        return given.equals(OLDEST_FIRST);
    }
}
