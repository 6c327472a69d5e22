package io.opscope.metrics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.metrics.catalogue.Family;
import io.opscope.metrics.rollup.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RangeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T15:20:30Z");

    @Test
    void aRelativeRangeMovesItsLeftEdgeBackToTheHourAndEndsNow() {
        var range = Range.last(Duration.ofDays(30), NOW);
        assertEquals(Instant.parse("2026-10-23T15:00:00Z"), range.from());
        assertEquals(NOW, range.until());
        assertEquals(Instant.parse("2026-11-22T15:21:00Z"), range.countedUntil());
    }

    @Test
    void edgesBeforeTheHoursThatAreKeptMoveToWholeDays() {
        var range = Range.outward(Instant.parse("2025-03-01T13:30:00Z"), Instant.parse("2025-03-05T13:30:00Z"), NOW);
        assertEquals(Instant.parse("2025-03-01T00:00:00Z"), range.from());
        assertEquals(Instant.parse("2025-03-06T00:00:00Z"), range.until());
        assertFalse(range.hasHours(NOW));
    }

    @Test
    void absoluteEdgesMoveOutwardToWholeHours() {
        var range = Range.outward(Instant.parse("2026-03-01T13:30:00Z"), Instant.parse("2026-03-05T13:00:00Z"), NOW);
        assertEquals(Instant.parse("2026-03-01T13:00:00Z"), range.from());
        assertEquals(Instant.parse("2026-03-05T13:00:00Z"), range.until());
        assertTrue(range.hasHours(NOW));
    }

    @Test
    void thePrecedingRangeEndsWhereThisOneBegins() {
        var range = Range.last(Duration.ofDays(7), NOW);
        var preceding = range.preceding(Duration.ofDays(7), NOW);
        assertEquals(range.from(), preceding.until());
        // minutes are kept for eight days, so the left edge of the one before is a whole hour
        assertEquals(Instant.parse("2026-11-08T15:00:00Z"), preceding.from());
    }

    @Test
    void aRangeRunsForward() {
        assertThrows(IllegalArgumentException.class, () -> new Range(NOW, NOW));
    }

    @Test
    void theCoarsestTierThatFitsIsInTheMiddleAndFinerOnesAreAtTheEdges() {
        var range = new Range(Instant.parse("2026-09-30T22:58:00Z"), NOW);
        assertEquals(
                List.of(
                        segment(Tier.MINUTE, "2026-09-30T22:58:00Z", "2026-09-30T23:00:00Z"),
                        segment(Tier.HOUR, "2026-09-30T23:00:00Z", "2026-10-01T00:00:00Z"),
                        segment(Tier.MONTH, "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"),
                        segment(Tier.DAY, "2026-11-01T00:00:00Z", "2026-11-22T00:00:00Z"),
                        segment(Tier.HOUR, "2026-11-22T00:00:00Z", "2026-11-22T15:00:00Z"),
                        segment(Tier.MINUTE, "2026-11-22T15:00:00Z", "2026-11-22T15:21:00Z")),
                TierPlan.of(question(range)));
    }

    @Test
    void daysOfAnotherZoneAreMadeOfHours() {
        var range = new Range(Instant.parse("2026-11-20T23:00:00Z"), Instant.parse("2026-11-22T23:00:00Z"));
        assertEquals(
                List.of(segment(Tier.HOUR, "2026-11-20T23:00:00Z", "2026-11-22T23:00:00Z")),
                TierPlan.of(question(range).per(Step.DAY, ZoneId.of("Europe/Berlin"))));
    }

    @Test
    void aWindowOfSecondsEndsWithTheRunningOne() {
        var range = Range.lastSeconds(60, NOW);
        assertEquals(
                List.of(segment(Tier.SECOND, "2026-11-22T15:19:31Z", "2026-11-22T15:20:31Z")),
                TierPlan.of(question(range).toTheSecond()));
    }

    private static Question question(Range range) {
        var family = new Family(9, "x", "at", List.of(), Map.of(), List.of(), List.of(), List.of(), null, false);
        return Question.about(family, range);
    }

    private static TierPlan.Segment segment(Tier tier, String from, String until) {
        return new TierPlan.Segment(tier, Instant.parse(from), Instant.parse(until));
    }
}
