package io.opscope.kit.moment;

import io.opscope.kit.problem.CommonProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesException;
import java.util.Optional;
import java.util.function.Function;

/** Moments and zones as callers write them. */
public final class Times {

    private static final String ALLOWED =
            "a time such as 2026-01-31T12:00:00Z, with an offset or taken as UTC, or a date such as 2026-01-31,"
                    + " of the years 1 to 9999";

    private static final int MOST_SHOWN = 100;

    /** Where the seconds, or the offset, may begin at the earliest; a space before stands for the T. */
    private static final int SECONDS = "2026-01-31T12:00".length();

    private Times() {}

    /** The start of a range; a date alone is its first moment. */
    public static Optional<Instant> from(String name, Optional<String> value, ZoneId zone) {
        return moment(name, value, text -> Moments.first(text, zone));
    }

    /** The end of a range, not part of it; a date alone includes that day. */
    public static Optional<Instant> until(String name, Optional<String> value, ZoneId zone) {
        return moment(name, value, text -> Moments.end(text, zone));
    }

    /** A zone by its name; its offsets must be whole hours, which is what records are counted by. */
    public static ZoneId zone(Optional<String> value) {
        var given = text(value);
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

    private static Optional<Instant> moment(String name, Optional<String> value, Function<String, Instant> reading) {
        return text(value).map(text -> {
            try {
                return reading.apply(withPlus(text.trim()));
            } catch (DateTimeException e) {
                throw CommonProblem.badParameter(name, shown(text), ALLOWED);
            }
        });
    }

    /** A plus sign that was not encoded arrives as a space. */
    private static String withPlus(String text) {
        return text.length() < SECONDS
                ? text
                : text.substring(0, SECONDS) + text.substring(SECONDS).replace(' ', '+');
    }

    private static Optional<String> text(Optional<String> value) {
        return value.filter(text -> !text.isBlank());
    }

    private static String shown(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
    }
}
