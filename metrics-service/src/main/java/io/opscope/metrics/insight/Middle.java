package io.opscope.metrics.insight;

/**
 * A mean of what the middle fifth of the weight says: nearly the weighted median, which no outlier moves, but without its
 * jumps. A single candidate that runs away after an outlier has no say however large its number.
 */
final class Middle {

    private static final double FROM = 0.4;
    private static final double UNTIL = 0.6;

    private final double[] values;
    private final double[] weights;
    private int count;

    Middle(int most) {
        this.values = new double[most];
        this.weights = new double[most];
    }

    /** Forgets all values. */
    void clear() {
        count = 0;
    }

    /** Takes in a value at its place among those so far; there are a dozen at most. */
    void add(double value, double weight) {
        var place = count++;
        while (place > 0 && values[place - 1] > value) {
            values[place] = values[place - 1];
            weights[place] = weights[place - 1];
            place--;
        }
        values[place] = value;
        weights[place] = weight;
    }

    /** The weights of all values add up to 1. */
    double mean() {
        var below = 0.0;
        var sum = 0.0;
        var share = 0.0;
        var base = Double.NaN;
        for (int i = 0; i < count; i++) {
            var within = Math.min(below + weights[i], UNTIL) - Math.max(below, FROM);
            below += weights[i];
            if (within > 0) {
                // Differences from the first, so that equal values give exactly that value.
                base = share == 0 ? values[i] : base;
                sum += (values[i] - base) * within;
                share += within;
            }
        }
        return base + sum / share;
    }
}
