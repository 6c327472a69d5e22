package io.opscope.metrics.api.figure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An answer to each question, in their order. */
@RegisterForReflection
record FigureAnswers(List<One> answers) {

    /**
     * One answer.
     *
     * @param absent what a group has that is not listed; null when it has no value
     * @param problem why there is no value; null when there is
     */
    @RegisterForReflection
    @Schema(name = "FigureAnswer")
    record One(
            String id,
            List<Value> values,
            @Nullable BigDecimal absent,
            @Nullable String problem) {

        static One problem(String id, String problem) {
            return new One(id, List.of(), null, problem);
        }
    }

    /**
     * The value of one group; without labels where nothing is grouped.
     *
     * @param value null when there is none, such as a rate of no records
     */
    @RegisterForReflection
    @Schema(name = "FigureValue")
    record Value(Map<String, String> labels, @Nullable BigDecimal value) {}
}
