package io.opscope.metrics.insight;

/**
 * Whether a series rises or falls, judged by all of its values and not by its first and last.
 *
 * @param direction up or down only where that is no accident (Mann-Kendall, 5 %) and comes to at least 1 %
 * @param percentage change along the fitted line (Theil-Sen) from its start to its end, in percent of its start; of the
 *     mean absolute value where the line starts at less than a tenth of that, since percent of next to nothing mean nothing
 */
public record Trend(Direction direction, double percentage) {

    /** Where a series is heading. */
    public enum Direction {
        UP,
        DOWN,
        STABLE
    }

    private static final double SIGNIFICANT = 1.959964;
    private static final double NOTICEABLE_PERCENT = 1;
    private static final double SMALLEST_START = 0.1;

    /** @param values one a step, oldest first; what is not finite is missing. Over 400 values are averaged in blocks. */
    public static Trend of(double[] values) {
        var points = Points.of(values);
        if (points.count() < 3) {
            return new Trend(Direction.STABLE, 0);
        }
        var line = Line.through(points);
        var typical = points.meanAbsolute();
        var base = Math.abs(line.start()) >= SMALLEST_START * typical ? Math.abs(line.start()) : typical;
        var percentage = base == 0 ? 0 : 100 * (line.end() - line.start()) / base;
        var certain = Math.abs(MannKendall.z(points, line)) > SIGNIFICANT;
        if (!certain || Math.abs(percentage) < NOTICEABLE_PERCENT) {
            return new Trend(Direction.STABLE, percentage);
        }
        return new Trend(percentage > 0 ? Direction.UP : Direction.DOWN, percentage);
    }
}
