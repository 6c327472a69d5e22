package io.opscope.metrics.insight;

import java.util.Arrays;

/** Simple exponential smoothing (Brown 1956): stays where it is. Until there is enough, a plain mean. */
final class Level implements Candidate {

    private final String name;
    private final double[] series;
    private final double weight;
    private double level;

    /** @param weight of the newest value, 0 to 1 */
    Level(String name, double[] series, double weight) {
        this.name = name;
        this.series = series;
        this.weight = weight;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void learn(int index) {
        level += Math.max(weight, 1.0 / (index + 1)) * (series[index] - level);
    }

    @Override
    public void predict(int from, double[] into) {
        Arrays.fill(into, level);
    }
}
