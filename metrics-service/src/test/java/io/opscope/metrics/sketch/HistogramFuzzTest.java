package io.opscope.metrics.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Bytes that a histogram is read from. */
class HistogramFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreOneHistogramOrNone(byte[] bytes) {
        Histogram histogram;
        try {
            histogram = Histogram.of(bytes);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertArrayEquals(bytes, histogram.toBytes());
        if (histogram.count() > 0) {
            assertTrue(Double.isFinite(histogram.quantile(0)));
            assertTrue(Double.isFinite(histogram.quantile(0.5)));
            assertTrue(Double.isFinite(histogram.quantile(1)));
            assertTrue(Double.isFinite(histogram.min()) && Double.isFinite(histogram.max()));
        }
        var twice = histogram.copy();
        twice.add(histogram);
        twice.takeBack(histogram);
        assertArrayEquals(bytes, twice.toBytes());
    }
}
