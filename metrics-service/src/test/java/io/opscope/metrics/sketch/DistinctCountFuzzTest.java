package io.opscope.metrics.sketch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Bytes that a distinct count is read from. */
class DistinctCountFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreOneCountOrNone(byte[] bytes) {
        DistinctCount count;
        try {
            count = DistinctCount.of(bytes);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertArrayEquals(bytes, count.toBytes());
        assertTrue(count.estimate() >= 0);
        count.merge(DistinctCount.of(bytes));
        assertArrayEquals(bytes, count.toBytes());
    }
}
