package io.opscope.metrics.insight;

/**
 * The two rhythms a series may have, in steps. A series with one rhythm names it twice.
 *
 * @param inner the shorter one, such as the 24 hours of a day
 * @param outer the longer one, such as the 168 hours of a week; a multiple of the inner one
 */
public record Seasons(int inner, int outer) {

    public Seasons {
        if (inner < 1 || outer < inner || outer % inner != 0) {
            throw new IllegalArgumentException("No rhythm: " + inner + " within " + outer);
        }
    }

    /** One value an hour: days and weeks. */
    public static Seasons ofHours() {
        return new Seasons(24, 168);
    }

    /** One value a day: weeks. */
    public static Seasons ofDays() {
        return new Seasons(7, 7);
    }

    boolean areTwo() {
        return outer > inner;
    }
}
