package io.opscope.metrics.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opscope.metrics.live.Held.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Held held = new Held(Duration.ofMinutes(5), 3, 10);

    @Test
    void whatWasShownAfterANumberIsToldInOrder() {
        held.add(shown(11, NOON, "a"), NOON);
        held.add(shown(12, NOON, "b"), NOON);
        assertEquals(List.of(12L), held.missedSince(11).stream().map(Shown::seq).toList());
        assertEquals(12, held.firstAfter(11));
        assertEquals(11, held.firstAfter(10));
        assertEquals(
                "{\"x\":1,\"newTransactions\":[a,b],\"newActivities\":[]}",
                shown(12, NOON, "b").dataAfter(held.from(11)));
    }

    @Test
    void nothingBeforeItsBeginningIsThere() {
        assertTrue(held.reaches(10));
        assertFalse(held.reaches(9));
    }

    @Test
    void noMoreIsHeldThanSaid() {
        for (int seq = 11; seq <= 15; seq++) {
            held.add(shown(seq, NOON, "a"), NOON);
        }
        assertEquals(3, held.from(0).size());
        assertTrue(held.reaches(12));
        assertFalse(held.reaches(11));
    }

    @Test
    void nothingIsHeldForLongerThanSaid() {
        held.add(shown(11, NOON, "a"), NOON);
        var later = NOON.plusSeconds(301);
        held.add(shown(12, later, "b"), later);
        assertEquals(1, held.from(0).size());
        assertFalse(held.reaches(10));
        assertTrue(held.reaches(11));
    }

    @Test
    void itGoesOnWhereAnotherReplicaWas() {
        held.goOnFrom(List.of(shown(7, NOON, "a"), shown(8, NOON, "b")));
        assertTrue(held.reaches(6));
        assertFalse(held.reaches(5));
        assertEquals(8, held.latest());
        assertEquals(List.of(8L), held.missedSince(7).stream().map(Shown::seq).toList());
    }

    private static Shown shown(long seq, Instant at, String transaction) {
        return new Shown(seq, seq - 1, at, "{\"x\":1", List.of(transaction), List.of());
    }
}
