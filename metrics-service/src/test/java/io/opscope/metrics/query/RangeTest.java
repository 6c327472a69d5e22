package io.opscope.metrics.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.metrics.query.Snapshot.Parts;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RangeTest {

    private static final Instant NOW = Instant.parse("2026-11-22T15:20:30Z");

    @Test
    void aRelativeRangeMovesItsLeftEdgeBackToTheHourAndEndsNow() {
        var range = Range.last(Duration.ofDays(30), NOW);
        assertEquals(Instant.parse("2026-10-23T15:00:00Z"), range.from());
        assertEquals(NOW, range.until());
        assertEquals(Instant.parse("2026-11-22T16:00:00Z"), range.countedUntil());
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
        assertEquals(Duration.ofDays(7), Duration.between(preceding.from(), preceding.until()));
    }

    @Test
    void aRangeRunsForward() {
        assertThrows(IllegalArgumentException.class, () -> new Range(NOW, NOW));
    }

    @Test
    void wholeDaysAreTakenFromTheDayTierAndEdgesFromTheHourTier() {
        var parts = Parts.of(Range.last(Duration.ofDays(2), NOW), true);
        assertEquals(Instant.parse("2026-11-20T15:00:00Z"), parts.leftFrom());
        assertEquals(Instant.parse("2026-11-21T00:00:00Z"), parts.daysFrom());
        assertEquals(Instant.parse("2026-11-22T00:00:00Z"), parts.daysUntil());
        assertEquals(Instant.parse("2026-11-22T16:00:00Z"), parts.rightUntil());
    }

    @Test
    void aRangeWithinOneDayIsAllHours() {
        var parts = Parts.of(Range.last(Duration.ofHours(3), NOW), true);
        assertEquals(Instant.parse("2026-11-22T16:00:00Z"), parts.daysFrom());
        assertEquals(parts.daysFrom(), parts.daysUntil());
        assertEquals(parts.daysUntil(), parts.rightUntil());
    }
}
