package io.opscope.metrics.insight;

/** A mean that slowly forgets, kept for each place in the season. */
final class SeasonalMean implements Candidate {

    private final String name;
    private final double[] series;
    private final int fallback;
    private final double weight;
    private final double[] means;
    private final int[] counts;

    /**
     * @param fallback the shorter season, for places not seen yet
     * @param weight of the newest value, 0 to 1
     */
    SeasonalMean(String name, double[] series, int season, int fallback, double weight) {
        this.name = name;
        this.series = series;
        this.fallback = fallback;
        this.weight = weight;
        this.means = new double[season];
        this.counts = new int[season];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void learn(int index) {
        var place = index % means.length;
        counts[place]++;
        means[place] += Math.max(weight, 1.0 / counts[place]) * (series[index] - means[place]);
    }

    @Override
    public void predict(int from, double[] into) {
        for (int step = 0; step < into.length; step++) {
            var place = (from + step) % means.length;
            into[step] = counts[place] > 0 ? means[place] : younger(place, from);
        }
    }

    private double younger(int place, int from) {
        var sum = 0.0;
        var count = 0;
        for (int same = place % fallback; same < means.length; same += fallback) {
            if (counts[same] > 0) {
                sum += means[same];
                count++;
            }
        }
        return count > 0 ? sum / count : series[from - 1];
    }
}
