package io.opscope.metrics.insight;

/**
 * The line of Theil (1950) and Sen (1968): its slope is the median of the slopes between all pairs of points, its
 * intercept the median of what then remains. Up to 29 % of the points may be outliers.
 *
 * @param start its value at the series' first step
 * @param end its value at the last one
 */
record Line(double slope, double start, double end) {

    static Line through(Points points) {
        var at = points.at();
        var value = points.value();
        var slopes = new double[at.length * (at.length - 1) / 2];
        var count = 0;
        for (int i = 0; i < at.length; i++) {
            for (int j = i + 1; j < at.length; j++) {
                slopes[count++] = (value[j] - value[i]) / (at[j] - at[i]);
            }
        }
        var slope = Median.of(slopes, count);
        var rest = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            rest[i] = value[i] - slope * at[i];
        }
        var start = Median.of(rest, rest.length);
        return new Line(slope, start, start + slope * points.last());
    }

    double at(double place) {
        return start + slope * place;
    }
}
