package io.opscope.metrics.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0, after Y. Collet's specification (xxHash fast digest algorithm, version 0.1.1). It may never change:
 * stored counts hold its values.
 */
final class XxHash64 {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;
    /** The sum of both, which wraps. */
    private static final long PRIMES_1_AND_2 = 0x60EA27EEADC0B5D6L;

    private static final int STRIPE = 32;

    private XxHash64() {}

    static long of(byte[] bytes) {
        var input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long hash = (bytes.length >= STRIPE ? stripes(input) : PRIME_5) + bytes.length;
        while (input.remaining() >= Long.BYTES) {
            hash ^= round(0, input.getLong());
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (input.remaining() >= Integer.BYTES) {
            hash ^= Integer.toUnsignedLong(input.getInt()) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
        }
        while (input.hasRemaining()) {
            hash ^= Byte.toUnsignedLong(input.get()) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }

    private static long stripes(ByteBuffer input) {
        long first = PRIMES_1_AND_2;
        long second = PRIME_2;
        long third = 0;
        long fourth = -PRIME_1;
        while (input.remaining() >= STRIPE) {
            first = round(first, input.getLong());
            second = round(second, input.getLong());
            third = round(third, input.getLong());
            fourth = round(fourth, input.getLong());
        }
        long hash = Long.rotateLeft(first, 1)
                + Long.rotateLeft(second, 7)
                + Long.rotateLeft(third, 12)
                + Long.rotateLeft(fourth, 18);
        hash = fold(hash, first);
        hash = fold(hash, second);
        hash = fold(hash, third);
        return fold(hash, fourth);
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long fold(long hash, long lane) {
        return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
    }
}
