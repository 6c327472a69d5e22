package io.opscope.metrics.ingest;

import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.catalogue.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a record failed, so that whoever is to hear of failures hears of one that took long to come, and once.
 *
 * <p>It is when the record ended. Where it does not say, it is when it was changed last or, where it says nothing of that
 * either, when we heard of it; and it stays so, whatever else is told of a record that has failed. Only what is new to us,
 * says nothing, and began long ago is taken for history.
 */
final class FailureTime {

    /** What began earlier and says nothing of its end was not told as it happened. */
    private static final Duration LATELY = Duration.ofDays(1);

    private FailureTime() {}

    /**
     * @param before what is stored of the record; null when nothing is
     * @param now the moment of arrival, which no failure is later than
     * @return null when it did not fail, or its family does not know when records end
     */
    static @Nullable Instant of(Family family, IncomingRecord record, @Nullable Before before, Instant now) {
        if (family.endTime() == null || record.counted().outcome() != Outcome.FAILURE) {
            return null;
        }
        if (before != null && before.outcome() == Outcome.FAILURE && isKept(record, before)) {
            return before.failedAt();
        }
        var began = record.counted().at();
        var heard = before != null || began.isAfter(now.minus(LATELY)) ? now : began;
        var said = Optional.ofNullable(record.endedAt())
                .or(() -> Optional.ofNullable(record.updatedAt()))
                .orElse(heard);
        return said.isAfter(now) ? now : said;
    }

    /** One that failed before there were such times gets its own when it says it. */
    private static boolean isKept(IncomingRecord record, Before before) {
        return before.failedAt() != null || record.endedAt() == null;
    }

    /** What became of the record before. */
    record Before(Outcome outcome, @Nullable Instant failedAt) {}
}
