package io.opscope.metrics.rollup;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import java.util.Locale;

/** Between what a tenant may choose: no less than is promised to everybody. */
public final class PeriodBounds {

    /** Days that records are kept at least: they go by whole months. */
    public static final int LEAST_RAW = 31;

    /** Ten years, for anything but minutes. */
    public static final int MOST = 3_660;

    private static final int MOST_MINUTES = 400;

    private PeriodBounds() {}

    /** What is promised of a tier, in days. */
    public static int least(Tier tier) {
        return switch (tier) {
            case SECOND -> throw new IllegalArgumentException("Seconds are kept for two hours");
            case MINUTE -> 1;
            case HOUR -> 30;
            case DAY -> 365;
            case MONTH -> 1095;
        };
    }

    /** As many days as a tier may be kept. */
    public static int most(Tier tier) {
        return tier == Tier.MINUTE ? MOST_MINUTES : MOST;
    }

    /** @throws ProblemException that names what is out of its bounds, and these */
    static void check(Periods wanted) {
        var finer = 0;
        for (var tier : Periods.CHOSEN) {
            var days = wanted.days(tier);
            if (days < least(tier) || days > most(tier)) {
                throw CommonProblem.badParameter(name(tier), days, least(tier) + " to " + most(tier));
            }
            if (days < finer) {
                throw CommonProblem.badParameter(
                        name(tier), days, "at least the " + finer + " days that the next finer tier is kept");
            }
            finer = days;
        }
        if (wanted.raw() < LEAST_RAW || wanted.raw() > MOST) {
            throw CommonProblem.badParameter("rawDays", wanted.raw(), LEAST_RAW + " to " + MOST);
        }
    }

    /** Days that a tier is kept beyond its period, for ranges that begin within a bucket. */
    static int slack(Tier tier) {
        return switch (tier) {
            case SECOND, MINUTE, HOUR -> 0;
            case DAY -> 1;
            case MONTH -> 32;
        };
    }

    /** As callers name it. */
    static String name(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT) + "Days";
    }
}
