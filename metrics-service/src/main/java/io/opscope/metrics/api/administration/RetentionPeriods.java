package io.opscope.metrics.api.administration;

import io.opscope.metrics.rollup.PeriodBounds;
import io.opscope.metrics.rollup.Policy;
import io.opscope.metrics.rollup.Tier;

/**
 * For how many days things are kept.
 *
 * @param minuteDays what was counted by the minute; likewise the others
 * @param rawDays the records themselves, which go by whole months (UTC); older ones are refused
 * @param allowed between what each may be chosen
 */
record RetentionPeriods(int minuteDays, int hourDays, int dayDays, int monthDays, int rawDays, Allowed allowed) {

    static RetentionPeriods of(Policy policy) {
        var periods = policy.periods();
        return new RetentionPeriods(
                periods.minute(), periods.hour(), periods.day(), periods.month(), periods.raw(), Allowed.NOW);
    }

    /** Between what each may be chosen. */
    record Allowed(Bounds minuteDays, Bounds hourDays, Bounds dayDays, Bounds monthDays, Bounds rawDays) {

        static final Allowed NOW = new Allowed(
                bounds(Tier.MINUTE),
                bounds(Tier.HOUR),
                bounds(Tier.DAY),
                bounds(Tier.MONTH),
                new Bounds(PeriodBounds.LEAST_RAW, PeriodBounds.MOST));

        private static Bounds bounds(Tier tier) {
            return new Bounds(PeriodBounds.least(tier), PeriodBounds.most(tier));
        }
    }

    /**
     * Days.
     *
     * @param least what is promised
     */
    record Bounds(int least, int most) {}
}
