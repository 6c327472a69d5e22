package io.opscope.metrics.connector;

import io.opscope.kit.sql.remote.ColumnKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a table has been copied, by the type of its watermark column: a time, a date or a whole number. */
final class Watermark {

    private final ColumnKind kind;

    private Watermark(ColumnKind kind) {
        this.kind = kind;
    }

    static Watermark of(String column, @Nullable ColumnKind kind) throws RunFailedException {
        if (kind == null
                || switch (kind) {
                    case INTEGER, DATE, LOCAL_TIME, INSTANT -> false;
                    case DECIMAL, BOOLEAN, BYTES, TEXT -> true;
                }) {
            throw new RunFailedException(
                    "The watermark column '" + column + "' has to be a time, a date or a whole number");
        }
        return new Watermark(kind);
    }

    /** Where a run begins: the overlap before what is kept, or at the beginning, when that is of another type, too. */
    @Nullable Object start(@Nullable String kept, Definition definition) {
        var value = parsed(kept);
        var overlap = definition.overlapDuration();
        if (value instanceof Long number) {
            return number < Long.MIN_VALUE + definition.overlapValues()
                    ? null
                    : (Object) (number - definition.overlapValues());
        }
        if (value instanceof LocalDate date) {
            return date.minusDays((overlap.toSeconds() + 86_399) / 86_400);
        }
        if (value instanceof LocalDateTime time) {
            return time.minus(overlap);
        }
        return value instanceof Instant time ? time.minus(overlap) : null;
    }

    /**
     * What to keep after a page: never less than before, and only what a row has that does not lie ahead. A row dated far
     * ahead would hide all that come before its time; and so would the time it is now where a table's clock is behind UTC.
     *
     * @param read what the page's rows have, the least first
     */
    @Nullable String advanced(@Nullable String kept, List<Object> read, Instant now) {
        var before = parsed(kept);
        for (int i = read.size() - 1; i >= 0; i--) {
            var reached = read.get(i);
            if (!liesAhead(reached, now)) {
                return before == null || isLess(before, reached) ? reached.toString() : kept;
            }
        }
        return kept;
    }

    private static boolean liesAhead(Object value, Instant now) {
        if (value instanceof LocalDate date) {
            return date.isAfter(now.atOffset(ZoneOffset.UTC).toLocalDate());
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC).isAfter(now);
        }
        return value instanceof Instant time && time.isAfter(now);
    }

    private static boolean isLess(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return x < y;
        }
        if (a instanceof LocalDate x && b instanceof LocalDate y) {
            return x.isBefore(y);
        }
        if (a instanceof LocalDateTime x && b instanceof LocalDateTime y) {
            return x.isBefore(y);
        }
        return a instanceof Instant x && b instanceof Instant y && x.isBefore(y);
    }

    private @Nullable Object parsed(@Nullable String kept) {
        if (kept == null) {
            return null;
        }
        try {
            return switch (kind) {
                case INTEGER -> Long.valueOf(kept);
                case DATE -> LocalDate.parse(kept);
                case LOCAL_TIME -> LocalDateTime.parse(kept);
                case INSTANT -> Instant.parse(kept);
                case DECIMAL, BOOLEAN, BYTES, TEXT -> null;
            };
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
