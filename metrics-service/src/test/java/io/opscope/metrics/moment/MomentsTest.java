package io.opscope.metrics.moment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.opscope.kit.moment.Moments;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "2026-01-31T12:00:00+0200, 2026-01-31T10:00:00Z",
        "2026-01-31T12:00:00+02, 2026-01-31T10:00:00Z",
        "2026-01-31T12:00:00-09:30, 2026-01-31T21:30:00Z",
        "2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00+02:00, 2026-01-31T10:00:00Z",
        "2026-01-31T12:00, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123456Z",
        "2026-01-31, 2026-01-31T00:00:00Z",
        "0001-01-01, 0001-01-01T00:00:00Z"
    })
    void everyFormIsTheMomentItSays(String text, Instant moment) {
        assertEquals(moment, Moments.first(text));
    }

    @Test
    void aDateAloneIsAWholeDayOfTheZone() {
        assertEquals(Instant.parse("2026-01-30T23:00:00Z"), Moments.first("2026-01-31", BERLIN));
        assertEquals(Instant.parse("2026-01-31T23:00:00Z"), Moments.end("2026-01-31", BERLIN));
        // 23 hours: clocks are set forward
        assertEquals(Instant.parse("2026-03-28T23:00:00Z"), Moments.first("2026-03-29", BERLIN));
        assertEquals(Instant.parse("2026-03-29T22:00:00Z"), Moments.end("2026-03-29", BERLIN));
        assertEquals(Instant.parse("+10000-01-01T00:00:00Z"), Moments.end("9999-12-31", ZoneId.of("UTC")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "12:00",
                "1700000000",
                "2026-13-01",
                "2026-02-30",
                "2026-01-31T25:00",
                "2026-01-31T12:00:00 Z",
                "2026-01-31T12:00:00[Europe/Berlin]",
                "0000-12-31",
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:01Z",
                "+999999999-12-31T23:59:59Z",
                "+999999999-12-31",
                "2026-01-31T12:00:00.00000000000000000000000000000000000000000000000000Z"
            })
    void whatIsNoMomentIsRefused(String text) {
        assertThrows(DateTimeException.class, () -> Moments.first(text));
        assertThrows(DateTimeException.class, () -> Moments.end(text, BERLIN));
    }
}
