package io.opscope.metrics.insight;

/** The median of the last few values at the same place in the season: outliers leave no mark. */
record SeasonalMedian(String name, double[] series, int season, int fallback, int cycles) implements Candidate {

    @Override
    public void learn(int index) {
        // It looks back at the series itself.
    }

    @Override
    public void predict(int from, double[] into) {
        var same = new double[cycles];
        for (int step = 0; step < into.length; step++) {
            if (step >= season) {
                into[step] = into[step - season];
                continue;
            }
            var count = 0;
            for (int index = from + step - season; index >= 0 && count < cycles; index -= season) {
                same[count++] = series[index];
            }
            into[step] = count > 0 ? Median.of(same, count) : younger(from, step, into);
        }
    }

    /** Less than a season is known: the shorter one, or the last value. */
    private double younger(int from, int step, double[] into) {
        if (step >= fallback) {
            return into[step - fallback];
        }
        var index = from + step - fallback;
        return index >= 0 ? series[index] : series[from - 1];
    }
}
