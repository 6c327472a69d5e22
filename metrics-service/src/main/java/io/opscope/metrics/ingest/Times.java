package io.opscope.metrics.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalQuery;
import java.util.Locale;

/** Times as senders write them. */
final class Times {

    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:mm", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private Times() {}

    /**
     * ISO-8601 with offset, or without and then UTC; a date alone is its midnight; a space may stand for the T. Cut to
     * microseconds, which is what the database keeps.
     *
     * @throws DateTimeException when it is none of these
     */
    static Instant parse(String text) {
        var iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        TemporalQuery<?>[] forms = {java.time.OffsetDateTime::from, LocalDateTime::from, LocalDate::from};
        var parsed = FORM.parseBest(iso, forms);
        return instant(parsed).truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant instant(Object parsed) {
        if (parsed instanceof java.time.OffsetDateTime withOffset) {
            return withOffset.toInstant();
        }
        return parsed instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
