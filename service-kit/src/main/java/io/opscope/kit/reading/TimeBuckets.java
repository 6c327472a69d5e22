package io.opscope.kit.reading;

import java.util.concurrent.TimeUnit;

/**
 * Cuts durations into buckets each of which ends 9 % above the one before: those of several replicas can be added up, and
 * a percentile of the sum is as exact as one replica's.
 */
final class TimeBuckets {

    /** Up to 2^27 microseconds, a little over two minutes; what takes longer is in the last one. */
    static final int COUNT = 8 * 27 + 1;

    private static final int PER_DOUBLING = 8;
    private static final double MICROS_PER_MILLI = TimeUnit.MILLISECONDS.toMicros(1);

    private TimeBuckets() {}

    static int of(long nanos) {
        var micros = nanos / (double) TimeUnit.MICROSECONDS.toNanos(1);
        if (micros <= 1) {
            return 0;
        }
        var doublings = Math.log(micros) / Math.log(2);
        return Math.min(COUNT - 1, (int) Math.ceil(doublings * PER_DOUBLING));
    }

    /** The longest that a duration in this bucket can be; unless it is the last one. */
    static double upperMillis(int bucket) {
        return Math.pow(2, bucket / (double) PER_DOUBLING) / MICROS_PER_MILLI;
    }
}
