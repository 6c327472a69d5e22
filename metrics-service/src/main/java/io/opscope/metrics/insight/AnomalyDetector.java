package io.opscope.metrics.insight;

/**
 * Tells values that are out of the ordinary as they come. What is usual is the band of all values seen at this time of the
 * season, give or take a twenty-fourth of it, in the last seven seasons: of an hourly series, within an hour of this time
 * of day in the last week. How unusual an excess is, is judged by how this series has left its band before ({@link
 * Tail}), so a noisy series has to do more than a calm one. Within half a season only what exceeds everything since is
 * reported: one incident, one report.
 *
 * <p>Nothing is judged before one season has been seen. A value takes a few hundred comparisons.
 */
public final class AnomalyDetector {

    private static final int SEASONS = 7;
    private static final double ONE_IN_A_THOUSAND = 3;
    private static final double ONE_IN_A_MILLION = 6;

    private final int season;
    private final int vicinity;
    private final double[] seen;
    private final double[] surprises;
    private final Tail above = new Tail();
    private final Tail below = new Tail();
    private long count;

    /** @param season steps of the daily rhythm, such as 24 for an hourly series; at least 2 */
    public AnomalyDetector(int season) {
        if (season < 2) {
            throw new IllegalArgumentException("A season has at least two steps, not " + season);
        }
        this.season = season;
        this.vicinity = Math.max(1, season / 24);
        this.seen = new double[SEASONS * season + vicinity];
        this.surprises = new double[Math.max(1, season / 2)];
    }

    /** The verdict on the last value of a series. */
    public static Anomaly last(double[] values, int season) {
        var detector = new AnomalyDetector(season);
        var last = new Anomaly(0, false, false, 0, 0);
        for (var value : values) {
            last = detector.next(value);
        }
        return last;
    }

    /** Judges the next value, then takes it in. @param value what is not finite is missing and not judged */
    public Anomaly next(double value) {
        var verdict = Double.isFinite(value) && count >= season + vicinity ? judge(value) : unknown(value);
        seen[(int) (count % seen.length)] = value;
        count++;
        return verdict;
    }

    private Anomaly unknown(double value) {
        surprises[(int) (count % surprises.length)] = 0;
        var bound = Double.isFinite(value) ? value : 0;
        return new Anomaly(0, false, false, bound, bound);
    }

    private Anomaly judge(double value) {
        var lower = Double.POSITIVE_INFINITY;
        var upper = Double.NEGATIVE_INFINITY;
        for (int back = 1; back <= SEASONS; back++) {
            for (int shift = -vicinity; shift <= vicinity; shift++) {
                var index = count - (long) back * season + shift;
                var usual = index < 0 ? Double.NaN : seen[(int) (index % seen.length)];
                if (Double.isFinite(usual)) {
                    lower = Math.min(lower, usual);
                    upper = Math.max(upper, usual);
                }
            }
        }
        if (lower > upper) {
            return unknown(value);
        }
        var surprise = Math.max(above.surprise(value - upper), below.surprise(lower - value));
        above.learn(value - upper);
        below.learn(lower - value);
        return verdict(surprise, lower, upper);
    }

    private Anomaly verdict(double surprise, double lower, double upper) {
        var recent = 0.0;
        for (var earlier : surprises) {
            recent = Math.max(recent, earlier);
        }
        surprises[(int) (count % surprises.length)] = surprise;
        var rare = surprise >= ONE_IN_A_THOUSAND;
        var reported = recent >= ONE_IN_A_THOUSAND;
        var score = Math.min(1, surprise / ONE_IN_A_MILLION);
        return new Anomaly(score, rare && surprise > recent, rare && reported, lower, upper);
    }
}
