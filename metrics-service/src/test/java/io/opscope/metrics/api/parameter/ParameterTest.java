package io.opscope.metrics.api.parameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.kit.moment.Times;
import io.opscope.kit.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParameterTest {

    private static final ZoneId UTC = ZoneOffset.UTC;

    @Test
    void periodsAreDaysUnlessTheySayHours() {
        assertEquals(Duration.ofDays(30), period("30"));
        assertEquals(Duration.ofDays(90), period("90d"));
        assertEquals(Duration.ofHours(24), period("24H"));
        assertEquals(Duration.ofDays(1095), period("1095"));
        assertEquals(Duration.ofDays(7), Period.parse("period", Optional.of(""), Duration.ofDays(7)));
    }

    @Test
    void aPeriodThatIsNoneIsNamedWithWhatIsAllowed() {
        for (var wrong : List.of("0", "1096", "-1", "1.5", "30w", "abc", "99999999999", "0h", "99999h")) {
            var problem = assertThrows(ProblemException.class, () -> period(wrong), wrong);
            assertTrue(problem.getMessage().contains("'period' was '" + wrong + "'"), problem.getMessage());
        }
    }

    @Test
    void timesHaveAnOffsetOrAreUtc() {
        assertEquals(Instant.parse("2026-01-31T10:00:00Z"), from("2026-01-31T12:00:00+02:00"));
        assertEquals(Instant.parse("2026-01-31T10:00:00Z"), from("2026-01-31T12:00:00 02:00"));
        assertEquals(Instant.parse("2026-01-31T12:00:00Z"), from("2026-01-31T12:00:00"));
        assertEquals(Instant.parse("2026-01-31T12:00:00Z"), from("2026-01-31 12:00:00"));
        assertEquals(Instant.parse("2026-01-31T12:00:00Z"), from("2026-01-31T12:00Z"));
    }

    @Test
    void aDateAloneAsTheEndIncludesThatDay() {
        assertEquals(Instant.parse("2026-01-31T00:00:00Z"), from("2026-01-31"));
        assertEquals(
                Instant.parse("2026-02-01T00:00:00Z"),
                Times.until("until", Optional.of("2026-01-31"), UTC).orElseThrow());
        assertEquals(
                Instant.parse("2026-01-31T23:00:00Z"),
                Times.until("until", Optional.of("2026-01-31"), ZoneId.of("Europe/Berlin"))
                        .orElseThrow());
    }

    @Test
    void whatIsNoTimeIsNamed() {
        for (var wrong : List.of("yesterday", "2026-13-01", "2026-02-30", "12:00", "1700000000")) {
            assertThrows(ProblemException.class, () -> from(wrong), wrong);
        }
    }

    @Test
    void zonesAreNamesOfZonesWithWholeHours() {
        assertEquals(ZoneOffset.UTC, Times.zone(Optional.of("utc")));
        assertEquals(ZoneId.of("America/New_York"), Times.zone(Optional.of("America/New_York")));
        for (var wrong : List.of("Asia/Kolkata", "+02:00", "Mars/Olympus", "Australia/Lord_Howe")) {
            assertThrows(ProblemException.class, () -> Times.zone(Optional.of(wrong)), wrong);
        }
    }

    @Test
    void currenciesAreThreeLetters() {
        assertEquals(Optional.of("GBP"), Given.currency(Optional.of("gbp")));
        assertThrows(ProblemException.class, () -> Given.currency(Optional.of("pounds")));
    }

    private static Duration period(String text) {
        return Period.parse("period", Optional.of(text), Duration.ofDays(30));
    }

    private static Instant from(String text) {
        return Times.from("from", Optional.of(text), UTC).orElseThrow();
    }
}
