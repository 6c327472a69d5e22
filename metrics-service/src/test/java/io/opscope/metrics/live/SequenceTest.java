package io.opscope.metrics.live;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SequenceTest {

    private static final long SECOND = 1_000L << 10;

    private final Sequence sequence = new Sequence();

    @Test
    void numbersGrowHoweverFastTheyAreAskedFor() {
        var last = sequence.next();
        for (int i = 0; i < 10_000; i++) {
            var next = sequence.next();
            assertTrue(next > last);
            last = next;
        }
        assertTrue(last < 1L << 53);
    }

    @Test
    void itGoesOnAfterAReplicaWhoseClockIsAhead() {
        var ahead = sequence.next() + SECOND;
        sequence.goOnAfter(ahead);
        assertTrue(sequence.next() >> 10 > ahead >> 10);
    }

    @Test
    void aNumberOfTheFutureWasNotGivenOut() {
        var now = sequence.next();
        assertTrue(sequence.mayBeGivenOut(now));
        assertTrue(sequence.mayBeGivenOut(now + SECOND));
        assertFalse(sequence.mayBeGivenOut(now + 10 * SECOND));
        assertFalse(sequence.mayBeGivenOut(-1));
    }

    @Test
    void oneReplicasNumbersAreInOrder() {
        var one = sequence.next();
        var other = sequence.next();
        assertTrue(Sequence.mayBeAfter(other, one));
        assertFalse(Sequence.mayBeAfter(one, other));
        assertFalse(Sequence.mayBeAfter(one, one));
    }

    @Test
    void twoReplicasNumbersAreInOrderAsFarAsTheirClocksAgree() {
        var here = 100 * SECOND;
        var there = here ^ 1;
        assertTrue(Sequence.mayBeAfter(here, there + SECOND));
        assertFalse(Sequence.mayBeAfter(here, there + 3 * SECOND));
    }
}
