package io.opscope.metrics.rollup;

import java.util.List;

/** The order of dimensions' values, that of the first dimension first. */
public final class ValueOrder {

    private ValueOrder() {}

    /** Compares values of the same dimensions. */
    public static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            var order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
