package io.opscope.monitoring.accesslog.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as logs have them: local ones, with the zone's short name or without. */
final class LogTimes {

    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
    private static final Pattern ZONE = Pattern.compile("[A-Za-z]{0,10}|[+-]\\d{2}(?::?\\d{2}){0,2}");
    private static final int DATE_AND_TIME = 23;

    private final ZoneId zone;

    LogTimes(String zone) {
        this.zone = zone(zone);
    }

    /** Such as {@code 2026-11-29 14:48:56.056 CET}; null when it is none. */
    @Nullable Instant instant(String text) {
        if (text.length() < DATE_AND_TIME) {
            return null;
        }
        try {
            var local = LocalDateTime.parse(text.substring(0, DATE_AND_TIME).replace(' ', 'T'));
            var name = text.substring(DATE_AND_TIME).trim();
            if (!ZONE.matcher(name).matches()) {
                return null;
            }
            if (name.equals("UTC") || name.equals("GMT")) {
                return local.toInstant(ZoneOffset.UTC);
            }
            if (name.startsWith("+") || name.startsWith("-")) {
                return local.toInstant(ZoneOffset.of(name));
            }
            var early = local.atZone(zone);
            var late = early.withLaterOffsetAtOverlap();
            return (late.format(SHORT).equals(name) ? late : early).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Of a time without a zone's name. */
    Instant instant(LocalDateTime local) {
        return local.atZone(zone).toInstant();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            // one that only the server knows; its lines carry an offset then, or are taken for UTC
            return ZoneOffset.UTC;
        }
    }
}
