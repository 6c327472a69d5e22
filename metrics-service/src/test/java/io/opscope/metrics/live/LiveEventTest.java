package io.opscope.metrics.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveEventTest {

    @Test
    void itIsPutIntoOtherWordsOnce() {
        var event = new LiveEvent("status", "{}", 7);
        var times = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            assertEquals("status 7", event.said(its -> {
                times.incrementAndGet();
                return its.name() + " " + its.seq();
            }));
        }
        assertEquals(1, times.get());
    }
}
