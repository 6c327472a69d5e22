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
        var first = Standing.NOTHING.with(vitals(0, 1_000), null, null);
        assertNull(first.transactionsPerSecond());
        assertEquals(20.0, first.with(vitals(15, 1_300), null, null).transactionsPerSecond());
    }

    @Test
    void countersSetBackGiveNoRateInsteadOfANegativeOne() {
        var first = Standing.NOTHING.with(vitals(0, 1_000), null, null);
        assertNull(first.with(vitals(15, 10), null, null).transactionsPerSecond());
    }

    @Test
    void whatWasReadBeforeAFailureIsNotShownAfterIt() {
        watched.stand(START, Standing.NOTHING.with(vitals(0, 1_000), null, null));
        watched.stand(START.plusSeconds(15), Standing.NOTHING);
        assertNull(watched.sight().standing().vitals());
        var again = watched.sight().standing().with(vitals(30, 2_000), null, null);
        assertNull(again.transactionsPerSecond(), "no two probes in a row");
    }

    @Test
    void whatIsOlderDoesNotReplaceWhatIsNewer() {
        var newer = Standing.NOTHING.with(vitals(15, 1), null, null);
        watched.stand(START.plusSeconds(15), newer);
        watched.stand(START, Standing.NOTHING);
        assertEquals(newer, watched.sight().standing());
        watched.note(answered(15));
        watched.note(answered(0));
        watched.note(answered(15));
        assertEquals(1, watched.sight().newestFirst().size());
    }

    @Test
    void probesOlderThanTheWindowAreForgotten() {
        List.of(answered(-7200), answered(-60), answered(0)).forEach(watched::note);
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
