package io.opscope.metrics.api.messaging;

import io.opscope.metrics.catalogue.Measure;
import io.opscope.metrics.query.Question;
import io.opscope.metrics.query.Step;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question of one's own, understood.
 *
 * @param measure what is aggregated; null when it is the records themselves
 * @param percentile 0 to 100
 * @param groups names of dimensions and of a step, as they were asked for
 * @param order a group or the value, with - in front for descending
 * @param limit rows at most
 * @param currency whose amounts alone count; null when there are none
 * @param isCompared whether the same is asked of the period before
 */
record Asked(
        Question question,
        Aggregation aggregation,
        @Nullable Measure measure,
        BigDecimal percentile,
        List<String> groups,
        String order,
        int limit,
        @Nullable String currency,
        boolean isCompared) {

    static final String VALUE = "value";
    static final BigDecimal USUAL_PERCENTILE = BigDecimal.valueOf(95);

    /** The same, of another question. */
    Asked over(Question other) {
        return new Asked(other, aggregation, measure, percentile, groups, order, limit, currency, isCompared);
    }

    /** The step that a group is the name of, if it is one. */
    static Optional<Step> stepNamed(String name) {
        return Arrays.stream(Step.values())
                .filter(step -> step != Step.NONE && step.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
