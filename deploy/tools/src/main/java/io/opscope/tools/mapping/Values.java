package io.opscope.tools.mapping;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;

/** How text is understood as a number or a time: strictly, for a guess would be a wrong figure nobody notices. */
final class Values {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][+-]?\\d{1,2})?");
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final int SHOWN = 60;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private Values() {}

    /** A number as programs write it: a point before the decimals, no grouping, no unit. */
    static BigDecimal number(String text) {
        var stripped = text.strip();
        if (!NUMBER.matcher(stripped).matches()) {
            throw new RowProblem(shown(text) + " is not a number.");
        }
        return plain(new BigDecimal(stripped));
    }

    /** The same number always in the same form, so that 2.50 equals 2.5. */
    static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /** ISO-8601 with an offset, or without one (then it is UTC); a space may stand for the T; a date alone is its first moment. */
    static Instant time(String text) {
        var iso = text.strip();
        if (iso.length() > 10 && iso.charAt(10) == ' ') {
            iso = iso.substring(0, 10) + 'T' + iso.substring(11);
        }
        try {
            return instant(TIME, iso.replace(" ", ""));
        } catch (DateTimeException unreadable) {
            throw new RowProblem(shown(text) + " is not an ISO-8601 time"
                    + (NUMBER.matcher(iso).matches()
                            ? "; seconds since 1970 become one by epoch(...)."
                            : "; another way of writing it is understood by time(column, \"dd.MM.yyyy HH:mm\")."));
        }
    }

    /** A time written in a way of its own; without an offset in it, it is UTC. */
    static Instant time(String text, DateTimeFormatter format, String pattern) {
        try {
            return instant(format, text.strip());
        } catch (DateTimeException unreadable) {
            throw new RowProblem(shown(text) + " is not a time written as " + pattern + ".");
        }
    }

    private static Instant instant(DateTimeFormatter format, String text) {
        var parsed = format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant();
        }
        return parsed instanceof LocalDateTime withTime
                ? withTime.toInstant(ZoneOffset.UTC)
                : LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Seconds since 1970, decimals included. */
    static Instant epoch(BigDecimal seconds) {
        try {
            var parts = seconds.multiply(NANOS).toBigInteger().divideAndRemainder(NANOS.toBigInteger());
            return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
        } catch (ArithmeticException | DateTimeException outOfRange) {
            throw new RowProblem(shown(seconds.toString()) + " seconds since 1970 is not a time.");
        }
    }

    static String shown(String text) {
        return '"' + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + '"';
    }
}
