package io.opscope.metrics.insight;

/** The same again as one season ago. */
record SeasonalNaive(String name, double[] series, int season, int fallback) implements Candidate {

    @Override
    public void learn(int index) {
        // It looks back at the series itself.
    }

    @Override
    public void predict(int from, double[] into) {
        var back = from >= season ? season : Math.min(from, fallback);
        for (int step = 0; step < into.length; step++) {
            into[step] = series[from - back + step % back];
        }
    }
}
