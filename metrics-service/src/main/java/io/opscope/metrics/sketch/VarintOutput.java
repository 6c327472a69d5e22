package io.opscope.metrics.sketch;

/** Writes numbers as LEB128: seven bits a byte, the lowest first, so that small ones are short. */
final class VarintOutput {

    private final byte[] bytes;
    private int end;

    /** @param length of all bytes to come, the version byte among them */
    VarintOutput(int length, byte version) {
        bytes = new byte[length];
        bytes[end++] = version;
    }

    /** Bytes the number takes, 1 to 10. */
    static int length(long number) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(number | 1);
        return (bits + 6) / 7;
    }

    /** Lays signed numbers out as 0, -1, 1, -2, 2 ..., so that those near zero are small. */
    static long zigzag(long number) {
        return (number << 1) ^ (number >> 63);
    }

    void put(long number) {
        if (number >>> 14 == 0 && end + 1 < bytes.length) {
            // Whether there is a second byte cannot be foreseen, so it is always written, and counted if it is one.
            int more = (int) ((0x7F - number) >>> (Long.SIZE - 1));
            bytes[end] = (byte) (number & 0x7F | more << 7);
            bytes[end + 1] = (byte) (number >>> 7);
            end += 1 + more;
        } else {
            putOfAnyLength(number);
        }
    }

    private void putOfAnyLength(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
    }

    byte[] bytes() {
        return bytes;
    }
}
