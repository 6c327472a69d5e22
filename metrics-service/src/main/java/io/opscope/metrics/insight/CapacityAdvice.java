package io.opscope.metrics.insight;

import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * How a forecast stands to a limit.
 *
 * @param capacity the limit, in the forecast's unit
 * @param peak the largest value expected
 * @param headroomPercent what the peak leaves of the capacity, in percent of it; negative when it exceeds it
 * @param reachedAfter steps until the expected value reaches the capacity, the next step being 1; empty: not in sight
 * @param possibleAfter steps until the upper bound does
 */
public record CapacityAdvice(
        double capacity, double peak, double headroomPercent, OptionalInt reachedAfter, OptionalInt possibleAfter) {

    /** @param capacity above 0 and finite */
    public static CapacityAdvice of(Forecast forecast, double capacity) {
        if (!(capacity > 0) || Double.isInfinite(capacity)) {
            throw new IllegalArgumentException("A capacity is a positive number, not " + capacity);
        }
        var peak = forecast.steps().stream().mapToDouble(Expected::value).max().orElse(0);
        var headroom = 100 * (1 - peak / capacity);
        return new CapacityAdvice(
                capacity,
                peak,
                Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, headroom)),
                first(forecast, capacity, Expected::value),
                first(forecast, capacity, Expected::upper));
    }

    private static OptionalInt first(Forecast forecast, double capacity, ToDoubleFunction<Expected> figure) {
        for (int step = 0; step < forecast.steps().size(); step++) {
            if (figure.applyAsDouble(forecast.steps().get(step)) >= capacity) {
                return OptionalInt.of(step + 1);
            }
        }
        return OptionalInt.empty();
    }
}
