package io.opscope.metrics.api.parameter;

import io.opscope.kit.problem.CommonProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneRulesException;
import java.util.Optional;

/** Moments and zones as callers write them. */
public final class Times {

    private static final String ALLOWED =
            "a time such as 2026-01-31T12:00:00Z, with an offset or taken as UTC, or a date such as 2026-01-31";

    private Times() {}

    /** The start of a range; a date alone is its first moment. */
    public static Optional<Instant> from(String name, Optional<String> value, ZoneId zone) {
        return moment(name, value, zone, 0);
    }

    /** The end of a range, not part of it; a date alone includes that day. */
    public static Optional<Instant> until(String name, Optional<String> value, ZoneId zone) {
        return moment(name, value, zone, 1);
    }

    /** A zone by its name; its offsets must be whole hours, which is what records are counted by. */
    public static ZoneId zone(Optional<String> value) {
        var given = Given.text(value);
        if (given.isEmpty()
                || given.get().equalsIgnoreCase("UTC")
                || given.get().equalsIgnoreCase("Z")) {
            return ZoneOffset.UTC;
        }
        var allowed = "a time zone with whole hours, such as Europe/Berlin, or UTC";
        try {
            // what is no region, such as +02:00, means the opposite to PostgreSQL
            if (!ZoneId.getAvailableZoneIds().contains(given.get()) || !hasWholeHours(ZoneId.of(given.get()))) {
                throw CommonProblem.badParameter("tz", given.get(), allowed);
            }
            var zone = ZoneId.of(given.get());
            // Etc/UTC and its like are UTC, whose days are counted for longer than hours are
            return zone.normalized().equals(ZoneOffset.UTC) ? ZoneOffset.UTC : zone;
        } catch (ZoneRulesException e) {
            throw CommonProblem.badParameter("tz", given.get(), allowed);
        }
    }

    private static boolean hasWholeHours(ZoneId zone) {
        var rules = zone.getRules();
        var now = Instant.now();
        return rules.getOffset(now).getTotalSeconds() % 3600 == 0
                && rules.getDaylightSavings(now).toSeconds() % 3600 == 0
                && (rules.nextTransition(now) == null
                        || rules.nextTransition(now).getOffsetAfter().getTotalSeconds() % 3600 == 0);
    }

    private static Optional<Instant> moment(String name, Optional<String> value, ZoneId zone, int daysAfterDate) {
        return Given.text(value).map(text -> {
            try {
                // a plus sign that was not encoded arrives as a space
                var parsed = parsed(text.trim().replace(' ', text.indexOf('T') > 0 ? '+' : 'T'));
                if (parsed.get(ChronoField.YEAR) < 1 || parsed.get(ChronoField.YEAR) > 9999) {
                    throw CommonProblem.badParameter(name, text, "a year from 1 to 9999");
                }
                if (parsed instanceof OffsetDateTime withOffset) {
                    return withOffset.toInstant();
                }
                return parsed instanceof LocalDateTime local
                        ? local.toInstant(ZoneOffset.UTC)
                        : LocalDate.from(parsed)
                                .plusDays(daysAfterDate)
                                .atStartOfDay(zone)
                                .toInstant();
            } catch (DateTimeException e) {
                throw CommonProblem.badParameter(name, text, ALLOWED);
            }
        });
    }

    private static TemporalAccessor parsed(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text)
                : DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    }
}
