package io.opscope.metrics.moment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.opscope.kit.moment.Moments;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/** Times as people write them. */
class MomentsFuzzTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @FuzzTest(maxDuration = "2m")
    void anyTextIsAMomentOrNone(FuzzedDataProvider data) {
        var text = data.consumeRemainingAsString();
        Instant first;
        try {
            first = Moments.first(text, BERLIN);
        } catch (DateTimeException e) {
            return;
        }
        assertEquals(first, Moments.first(first.toString()));
        assertFalse(Moments.end(text, BERLIN).isBefore(first));
    }
}
