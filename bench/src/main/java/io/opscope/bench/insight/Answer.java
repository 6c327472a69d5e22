package io.opscope.bench.insight;

/**
 * What one method said for one task.
 *
 * @param lower bounds of 95 %, empty when it gives none
 */
record Answer(Task task, double[] values, double[] lower, double[] upper, double seconds) {

    /** The same again as so many steps ago. */
    static Answer repeating(Task task, int season) {
        var values = new double[Task.WEEK];
        for (int step = 0; step < values.length; step++) {
            values[step] = task.series()[task.length() - season + step % season];
        }
        return new Answer(task, values, new double[0], new double[0], 0);
    }

    double mase(int horizon) {
        var sum = 0.0;
        for (int step = 0; step < horizon; step++) {
            sum += Math.abs(actual(step) - values[step]);
        }
        return sum / horizon / task.scale();
    }

    /** Share of values within the bounds. */
    double coverage(int horizon) {
        var inside = 0;
        for (int step = 0; step < horizon; step++) {
            inside += actual(step) >= lower[step] && actual(step) <= upper[step] ? 1 : 0;
        }
        return (double) inside / horizon;
    }

    /** Width plus 2 / 0.05 for what lies outside, scaled as MASE is (Gneiting and Raftery 2007): less is better. */
    double intervalScore(int horizon) {
        var sum = 0.0;
        for (int step = 0; step < horizon; step++) {
            var outside = Math.max(0, Math.max(lower[step] - actual(step), actual(step) - upper[step]));
            sum += upper[step] - lower[step] + 2 / 0.05 * outside;
        }
        return sum / horizon / task.scale();
    }

    boolean isBounded() {
        return lower.length > 0;
    }

    private double actual(int step) {
        return task.series()[task.length() + step];
    }
}
