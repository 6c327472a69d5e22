package io.opscope.metrics.api.records;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.metrics.api.parameter.Given;
import io.opscope.metrics.catalogue.Family;
import java.util.Optional;

/** In what order records are listed; one that can be continued at any record without counting to it. */
final class Order {

    /** What every family's time is called here, besides its own name for it. */
    private static final String TIME = "created_at";

    private Order() {}

    static boolean isOldestFirst(Family family, Optional<String> sort) {
        var given = Given.text(sort).orElse("-" + TIME);
        var field = given.startsWith("-") ? given.substring(1) : given;
        if (!field.equals(TIME) && !field.equals(family.eventTime())) {
            throw CommonProblem.badParameter(
                    "sort",
                    given,
                    "-" + family.eventTime() + " (newest first) or " + family.eventTime() + " (oldest first)");
        }
        return !given.startsWith("-");
    }
}
