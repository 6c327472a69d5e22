package io.opscope.metrics.insight;

import java.util.Arrays;

/** The middle value, or the mean of the two in the middle. */
final class Median {

    private Median() {}

    /** Sorts the first {@code count} values. */
    static double of(double[] values, int count) {
        Arrays.sort(values, 0, count);
        var upper = values[count / 2];
        return count % 2 == 1 ? upper : values[count / 2 - 1] / 2 + upper / 2;
    }
}
