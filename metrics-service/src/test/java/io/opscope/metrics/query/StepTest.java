package io.opscope.metrics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void weeksStartOnMonday() {
        assertEquals(at("2026-11-16T00:00:00Z"), Step.WEEK.start(at("2026-11-22T23:59:59Z"), ZoneOffset.UTC));
        assertEquals(at("2026-11-23T00:00:00Z"), Step.WEEK.start(at("2026-11-23T00:00:00Z"), ZoneOffset.UTC));
    }

    @Test
    void daysFollowTheZone() {
        assertEquals(at("2026-01-01T23:00:00Z"), Step.DAY.start(at("2026-01-02T05:00:00Z"), BERLIN));
        assertEquals(at("2026-01-01T23:00:00Z"), Step.DAY.start(at("2026-01-01T23:00:00Z"), BERLIN));
    }

    @Test
    void aDayOfTwentyThreeHoursIsStillOneDay() {
        var range = new Range(at("2026-03-28T23:00:00Z"), at("2026-03-30T22:00:00Z"));
        assertEquals(List.of(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")), Step.DAY.buckets(range, BERLIN));
    }

    @Test
    void bucketsCoverTheRangeAndNoMore() {
        var range = new Range(at("2026-01-30T12:00:00Z"), at("2026-03-01T00:00:00Z"));
        assertEquals(
                List.of(at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z")),
                Step.MONTH.buckets(range, ZoneOffset.UTC));
        assertEquals(30, Step.DAY.buckets(range, ZoneOffset.UTC).size());
    }

    @Test
    void countingBackGoesByTheCalendar() {
        assertEquals(at("2025-09-01T00:00:00Z"), Step.MONTH.start(at("2026-02-28T10:00:00Z"), -5, ZoneOffset.UTC));
        assertEquals(at("2026-02-09T00:00:00Z"), Step.WEEK.start(at("2026-02-28T10:00:00Z"), -2, ZoneOffset.UTC));
    }

    @Test
    void theEstimateIsNeverBelowTheCount() {
        var range = new Range(at("2026-01-30T12:00:00Z"), at("2027-03-01T07:00:00Z"));
        for (var step : List.of(Step.HOUR, Step.DAY, Step.WEEK, Step.MONTH)) {
            assertTrue(step.atMostBuckets(range) >= step.buckets(range, BERLIN).size(), step + "");
        }
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
