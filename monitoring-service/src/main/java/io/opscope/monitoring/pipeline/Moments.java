package io.opscope.monitoring.pipeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Reads times as senders write them: ISO 8601 with an offset, or without and then UTC. */
final class Moments {

    private static final int LONGEST = 50;

    private Moments() {}

    /**
     * The moment, to the microsecond: the database keeps no more, and a state must be what it was when it is read back.
     *
     * @throws DateTimeException when the text is none, or in no year from 1 to 9999
     */
    static Instant read(String text) {
        if (text.length() > LONGEST) {
            throw new DateTimeException("Too long");
        }
        var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(text.trim(), OffsetDateTime::from, LocalDateTime::from);
        var at = parsed instanceof OffsetDateTime offset ? offset : ((LocalDateTime) parsed).atOffset(ZoneOffset.UTC);
        var utc = at.withOffsetSameInstant(ZoneOffset.UTC);
        if (utc.getYear() < 1 || utc.getYear() > 9999) {
            throw new DateTimeException("Out of range");
        }
        return utc.toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
