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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RangeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T15:20:30Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Horizon HORIZON = Horizon.usual(NOW);

    @Test
    void aRelativeRangeMovesItsLeftEdgeBackToTheHourAndEndsNow() {
        var range = Range.last(Duration.ofDays(30), HORIZON);
        assertEquals(Instant.parse("2026-10-23T15:00:00Z"), range.from());
        assertEquals(NOW, range.until());
        assertEquals(Instant.parse("2026-11-22T15:21:00Z"), range.countedUntil());
    }

    @Test
    void edgesBeforeTheHoursThatAreKeptMoveToWholeDays() {
        var range =
                Range.outward(Instant.parse("2025-03-01T13:30:00Z"), Instant.parse("2025-03-05T13:30:00Z"), HORIZON);
        assertEquals(Instant.parse("2025-03-01T00:00:00Z"), range.from());
        assertEquals(Instant.parse("2025-03-06T00:00:00Z"), range.until());
        assertFalse(HORIZON.hasHours(range));
    }

    @Test
    void absoluteEdgesMoveOutwardToWholeHours() {
        var range =
                Range.outward(Instant.parse("2026-03-01T13:30:00Z"), Instant.parse("2026-03-05T13:00:00Z"), HORIZON);
        assertEquals(Instant.parse("2026-03-01T13:00:00Z"), range.from());
        assertEquals(Instant.parse("2026-03-05T13:00:00Z"), range.until());
        assertTrue(HORIZON.hasHours(range));
    }

    @Test
    void thePrecedingRangeEndsWhereThisOneBegins() {
        // thirty days back hours are kept and minutes are not: the range is 20:30 longer than thirty days
        var range = Range.last(Duration.ofDays(30), HORIZON);
        assertEquals(Instant.parse("2026-10-23T15:00:00Z"), range.from());
        var preceding = range.preceding();
        assertEquals(range.from(), preceding.until());
        // 30 days and 20:30 before 2026-10-23T15:00:00Z
        assertEquals(Instant.parse("2026-09-23T14:39:30Z"), preceding.from());
        assertEquals(length(range), length(preceding));
    }

    @Test
    void theUnitsBeforeAreAsManyAndHaveComeAsFar() {
        // Sunday 15:20:30 of a week in which no clock changed, and the Sunday before at the same time
        var week = new Range(Instant.parse("2026-11-15T23:00:00Z"), NOW);
        var before = week.preceding(Step.WEEK, BERLIN);
        assertEquals(Instant.parse("2026-11-08T23:00:00Z"), before.from());
        assertEquals(Instant.parse("2026-11-15T15:20:30Z"), before.until());
    }

    @Test
    void whereClocksWereSetBackTheRangeBeforeEndsAtTheSameTimeAndIsAsLong() {
        // midnight to 12:00 on the day that has 25 hours in Berlin: thirteen of them
        var today = new Range(Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T11:00:00Z"));
        var yesterday = today.preceding(Step.DAY, BERLIN);
        // 12:00 of the day before is two hours from UTC; thirteen hours before it is 23:00
        assertEquals(Instant.parse("2026-10-24T10:00:00Z"), yesterday.until());
        assertEquals(Instant.parse("2026-10-23T21:00:00Z"), yesterday.from());
        assertEquals(length(today), length(yesterday));
    }

    @Test
    void whereClocksWereSetForwardTheRangeBeforeEndsAtTheSameTimeAndIsAsLong() {
        // midnight to 12:00 on the day that has 23 hours in Berlin: eleven of them
        var today = new Range(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T10:00:00Z"));
        var yesterday = today.preceding(Step.DAY, BERLIN);
        assertEquals(Instant.parse("2026-03-28T11:00:00Z"), yesterday.until());
        assertEquals(Instant.parse("2026-03-28T00:00:00Z"), yesterday.from());
        assertEquals(length(today), length(yesterday));
    }

    @Test
    void aLongRangeOfDaysIsComparedWithAsManyDaysThoughOneOfThemWasLonger() {
        // the 30 days up to 2026-11-22 15:20:30 in UTC, in Berlin from 2026-10-24 on: the 25th had 25 hours
        var range = new Range(Instant.parse("2026-10-23T22:00:00Z"), NOW);
        var before = range.preceding(Step.DAY, BERLIN);
        assertEquals(length(range), length(before));
        // 16:20:30 in Berlin on 2026-10-23, thirty days before
        assertEquals(Instant.parse("2026-10-23T14:20:30Z"), before.until());
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

    private static Duration length(Range range) {
        return Duration.between(range.from(), range.until());
    }

    private static Question question(Range range) {
        var family = new Family(9, "x", "at", List.of(), Map.of(), List.of(), List.of(), List.of(), null, false, null);
        return Question.about(family, range);
    }

    private static TierPlan.Segment segment(Tier tier, String from, String until) {
        return new TierPlan.Segment(tier, Instant.parse(from), Instant.parse(until));
    }

    @Test
    void aRangeIsCutToWhatItsStepsAreMadeOf() {
        var range = Range.since(NOW.minus(Duration.ofDays(1000)), NOW);

        assertEquals(range, HORIZON.inSteps(range, Step.DAY, ZoneOffset.UTC), "days of UTC are kept for three years");
        var cut = HORIZON.inSteps(range, Step.DAY, BERLIN);
        assertEquals(Step.DAY.start(cut.from(), BERLIN), cut.from());
        assertTrue(cut.from().isAfter(NOW.minus(Duration.ofDays(402))), "hours are kept for 400 days: " + cut);
        assertTrue(cut.from().isBefore(NOW.minus(Duration.ofDays(398))), cut.toString());
        assertEquals(NOW, cut.until());
    }
}
