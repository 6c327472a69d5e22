package io.opscope.bench.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One forecast to make: the values after the first {@code length} of a series, knowing only those.
 *
 * @param series hourly, gaps filled by straight lines, so that every method sees the same
 */
record Task(String name, double[] series, int length) {

    static final int DAY = 24;
    static final int WEEK = 168;

    /** Two weeks hold 25 moments seven hours apart; a long series is tried 57 times over its last 12 weeks. */
    static List<Task> of(NabFile file) {
        var series = filled(file.hourly());
        var isLong = series.length > 1500;
        var step = isLong ? 35 : 7;
        var earliest = isLong ? series.length - 12 * WEEK : Math.min(6 * DAY, Math.max(3 * DAY, series.length / 2));
        var tasks = new ArrayList<Task>();
        for (int length = series.length - DAY; length >= earliest; length -= step) {
            tasks.add(new Task(file.name(), series, length));
        }
        Collections.reverse(tasks);
        return tasks;
    }

    double[] history() {
        return Arrays.copyOf(series, length);
    }

    boolean reaches(int horizon) {
        return length + horizon <= series.length;
    }

    /** Mean absolute error of repeating yesterday within the history. */
    double scale() {
        var sum = 0.0;
        for (int i = DAY; i < length; i++) {
            sum += Math.abs(series[i] - series[i - DAY]);
        }
        return sum / (length - DAY);
    }

    private static double[] filled(double[] values) {
        var known = 0;
        for (int i = 1; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                for (int gap = known + 1; gap < i; gap++) {
                    values[gap] = values[known] + (values[i] - values[known]) * (gap - known) / (i - known);
                }
                known = i;
            }
        }
        return values;
    }
}
