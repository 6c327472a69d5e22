package io.opscope.monitoring.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.opscope.monitoring.engine.Vitals;
import io.opscope.monitoring.watch.Probe.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private final Watched watched = new Watched(Duration.ofHours(1));

    @Test
    void theRateIsTakenBetweenTwoProbes() {
        watched.answered(answered(0), vitals(0, 1_000));
        assertNull(watched.sight().transactionsPerSecond());
        watched.answered(answered(15), vitals(15, 1_300));
        assertEquals(20.0, watched.sight().transactionsPerSecond());
    }

    @Test
    void countersSetBackGiveNoRateInsteadOfANegativeOne() {
        watched.answered(answered(0), vitals(0, 1_000));
        watched.answered(answered(15), vitals(15, 10));
        assertNull(watched.sight().transactionsPerSecond());
    }

    @Test
    void whatWasReadBeforeAFailureIsNotShownAfterIt() {
        watched.answered(answered(0), vitals(0, 1_000));
        watched.failed(new Probe(START.plusSeconds(15), Outcome.REFUSED, null, "refused"));
        assertNull(watched.sight().vitals());
        watched.answered(answered(30), vitals(30, 2_000));
        assertNull(watched.sight().transactionsPerSecond(), "no two probes in a row");
    }

    @Test
    void probesOlderThanTheWindowAreForgotten() {
        watched.recall(List.of(answered(-7200), answered(-60)));
        watched.answered(answered(0), vitals(0, 1));
        assertEquals(2, watched.sight().newestFirst().size());
        assertEquals(START, watched.sight().newestFirst().get(0).at());
    }

    private static Probe answered(int second) {
        return new Probe(START.plusSeconds(second), Outcome.ANSWERED, 2.0, null);
    }

    private static Vitals vitals(int second, long transactions) {
        return new Vitals(START.plusSeconds(second), Duration.ofDays(1), 3L, 100, transactions, List.of());
    }
}
