package io.opscope.metrics.query;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How finely a range is cut: not at all, or into calendar units of a zone; weeks start on Monday. */
public enum Step {
    NONE,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH;

    /** As {@code date_trunc} calls it. */
    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Start of the bucket that a moment falls into. */
    public Instant start(Instant at, ZoneId zone) {
        return started(at, zone).toInstant();
    }

    /** Start of the bucket that lies so many after the one that a moment falls into; negative counts go back. */
    public Instant start(Instant at, int buckets, ZoneId zone) {
        return plus(started(at, zone), buckets).toInstant();
    }

    /** The same time of the day so many units earlier; where clocks skip it, the time they skip to. */
    Instant back(Instant at, int units, ZoneId zone) {
        var local = at.atZone(zone);
        return switch (this) {
            case NONE -> throw new IllegalStateException("A whole range has no buckets");
            case MINUTE -> at.minus(units, ChronoUnit.MINUTES);
            case HOUR -> at.minus(units, ChronoUnit.HOURS);
            case DAY -> local.minusDays(units).toInstant();
            case WEEK -> local.minusWeeks(units).toInstant();
            case MONTH -> local.minusMonths(units).toInstant();
        };
    }

    /** Starts of all buckets that a range touches, in order. */
    public List<Instant> buckets(Range range, ZoneId zone) {
        var starts = new ArrayList<Instant>();
        var bucket = started(range.from(), zone);
        while (bucket.toInstant().isBefore(range.until())) {
            starts.add(bucket.toInstant());
            bucket = plus(bucket, 1);
        }
        return starts;
    }

    /** No fewer buckets than a range touches, without listing them. */
    public long atMostBuckets(Range range) {
        var shortest =
                switch (this) {
                    case NONE -> throw new IllegalStateException("A whole range has no buckets");
                    case MINUTE -> Duration.ofMinutes(1);
                    case HOUR -> Duration.ofHours(1);
                    case DAY -> Duration.ofHours(23);
                    case WEEK -> Duration.ofHours(7 * 24 - 1);
                    case MONTH -> Duration.ofHours(28 * 24 - 1);
                };
        return Duration.between(range.from(), range.until()).dividedBy(shortest) + 2;
    }

    private ZonedDateTime started(Instant at, ZoneId zone) {
        var local = at.atZone(zone);
        return switch (this) {
            case NONE -> throw new IllegalStateException("A whole range has no buckets");
            case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS);
            case DAY -> local.toLocalDate().atStartOfDay(zone);
            case WEEK ->
                local.toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .atStartOfDay(zone);
            case MONTH -> local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone);
        };
    }

    private ZonedDateTime plus(ZonedDateTime bucket, int count) {
        return switch (this) {
            case NONE -> throw new IllegalStateException("A whole range has no buckets");
            case MINUTE -> bucket.plusMinutes(count);
            case HOUR -> bucket.plusHours(count);
            case DAY -> bucket.toLocalDate().plusDays(count).atStartOfDay(bucket.getZone());
            case WEEK -> bucket.toLocalDate().plusWeeks(count).atStartOfDay(bucket.getZone());
            case MONTH -> bucket.toLocalDate().plusMonths(count).atStartOfDay(bucket.getZone());
        };
    }
}
