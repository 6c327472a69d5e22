package io.opscope.metrics.insight;

import java.util.Arrays;

/** The median of the last values: what a noisy series with outliers stays at. */
record RecentMedian(String name, double[] series, int window) implements Candidate {

    @Override
    public void learn(int index) {
        // It looks back at the series itself.
    }

    @Override
    public void predict(int from, double[] into) {
        var recent = Arrays.copyOfRange(series, Math.max(0, from - window), from);
        Arrays.fill(into, Median.of(recent, recent.length));
    }
}
