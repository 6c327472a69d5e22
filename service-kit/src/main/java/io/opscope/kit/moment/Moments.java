package io.opscope.kit.moment;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalQuery;
import java.util.Locale;

/**
 * Reads ISO 8601: a time with its offset, or without and then UTC; a space may stand for the T, and the offset may do
 * without its colon or its minutes. A date alone is a whole day. Years are 1 to 9999, and what is finer than a microsecond is cut off,
 * for that is what the database keeps.
 */
public final class Moments {

    /** Longer than any of the forms; what parses a text need not look at more of it. */
    private static final int LONGEST = 50;

    private static final int DATE = "2026-01-31".length();
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final TemporalQuery<?>[] FORMS = {OffsetDateTime::from, LocalDateTime::from, LocalDate::from};
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withChronology(IsoChronology.INSTANCE)
            .withResolverStyle(ResolverStyle.STRICT);

    private Moments() {}

    /**
     * A moment; of a date alone its first one in UTC.
     *
     * @throws DateTimeException when the text is none of these
     */
    public static Instant first(String text) {
        return first(text, ZoneOffset.UTC);
    }

    /**
     * A moment; of a date alone its first one in a zone.
     *
     * @throws DateTimeException when the text is none of these
     */
    public static Instant first(String text, ZoneId zone) {
        return moment(text, zone, 0);
    }

    /**
     * The end of a stretch that is given by its end; of a date alone the first moment after it, in a zone.
     *
     * @throws DateTimeException when the text is none of these
     */
    public static Instant end(String text, ZoneId zone) {
        return moment(text, zone, 1);
    }

    private static Instant moment(String text, ZoneId zone, int daysAfterDate) {
        if (text.length() > LONGEST) {
            throw new DateTimeException("No time is written with " + text.length() + " characters");
        }
        var parsed = FORM.parseBest(withT(text), FORMS);
        var moment = instant(parsed, zone, daysAfterDate).truncatedTo(ChronoUnit.MICROS);
        if (moment.isBefore(FIRST) || moment.isAfter(END)) {
            throw new DateTimeException("Only the years from 1 to 9999 are taken");
        }
        return moment;
    }

    private static String withT(String text) {
        return text.length() > DATE && text.charAt(DATE) == ' '
                ? text.substring(0, DATE) + 'T' + text.substring(DATE + 1)
                : text;
    }

    private static Instant instant(Object parsed, ZoneId zone, int daysAfterDate) {
        if (parsed instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant();
        }
        return parsed instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : ((LocalDate) parsed)
                        .plusDays(daysAfterDate)
                        .atStartOfDay(zone)
                        .toInstant();
    }
}
