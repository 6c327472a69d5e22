package io.opscope.metrics.api.administration;

import io.opscope.metrics.rollup.Periods;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For how many days things are to be kept; what is null, as long as usual. */
record RetentionWish(
        @Nullable Integer minuteDays,
        @Nullable Integer hourDays,
        @Nullable Integer dayDays,
        @Nullable Integer monthDays,
        @Nullable Integer rawDays) {

    Periods over(Periods usual) {
        return new Periods(
                Objects.requireNonNullElse(minuteDays, usual.minute()),
                Objects.requireNonNullElse(hourDays, usual.hour()),
                Objects.requireNonNullElse(dayDays, usual.day()),
                Objects.requireNonNullElse(monthDays, usual.month()),
                Objects.requireNonNullElse(rawDays, usual.raw()));
    }
}
