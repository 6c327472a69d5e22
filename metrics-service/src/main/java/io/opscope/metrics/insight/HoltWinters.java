package io.opscope.metrics.insight;

/**
 * A level with an additive profile for each of two seasons (Taylor 2003, without trend: a trend carried on for a week
 * does more harm than good). The first season gives the first profile.
 */
final class HoltWinters implements Candidate {

    private static final double WEIGHT = 0.1;

    /** For so many seasons a profile is a plain mean, so that it does not hang on to how the first one was. */
    private static final int SETTLING_SEASONS = 4;

    private final String name;
    private final double[] series;
    private final double[] inner;
    private final double[] outer;
    private double level;

    HoltWinters(String name, double[] series, Seasons seasons) {
        this.name = name;
        this.series = series;
        this.inner = new double[seasons.inner()];
        this.outer = new double[seasons.areTwo() ? seasons.outer() : 1];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void learn(int index) {
        if (index < inner.length) {
            begin(index);
            return;
        }
        var place = index % inner.length;
        var error = series[index] - expected(index);
        var seen = index / inner.length;
        level += WEIGHT * error;
        inner[place] += (seen < SETTLING_SEASONS ? Math.max(WEIGHT, 1.0 / (seen + 1)) : WEIGHT) * error;
        if (outer.length > 1 && index >= outer.length) {
            outer[index % outer.length] += WEIGHT * error;
        }
    }

    private void begin(int index) {
        level += (series[index] - level) / (index + 1);
        if (index == inner.length - 1) {
            for (int place = 0; place < inner.length; place++) {
                inner[place] = series[place] - level;
            }
        }
    }

    @Override
    public void predict(int from, double[] into) {
        for (int step = 0; step < into.length; step++) {
            into[step] = expected(from + step);
        }
    }

    private double expected(int index) {
        return level + inner[index % inner.length] + outer[index % outer.length];
    }
}
