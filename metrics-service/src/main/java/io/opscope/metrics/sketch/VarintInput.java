package io.opscope.metrics.sketch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what {@link VarintOutput} has written, and takes no other spelling of a number, so that bytes can be compared. */
final class VarintInput {

    private final String what;
    private final byte[] bytes;
    private int at;

    /**
     * @param what is read, for the reasons given
     * @throws IllegalArgumentException when the bytes do not begin with that version
     */
    VarintInput(String what, byte[] bytes, byte version) {
        this.what = what;
        this.bytes = bytes;
        if (bytes.length == 0) {
            throw broken("not even a version");
        }
        if (bytes[at++] != version) {
            throw broken("version " + bytes[0] + " is unknown, " + version + " is read");
        }
    }

    /** The number that {@link VarintOutput#zigzag} has laid out. */
    static long signed(long number) {
        return (number >>> 1) ^ -(number & 1);
    }

    /** Bytes not read so far. */
    int remaining() {
        return bytes.length - at;
    }

    /** All 64 bits are used: a number of ten bytes may come out negative. */
    long next() {
        if (remaining() >= 2) {
            int first = bytes[at];
            int second = bytes[at + 1];
            int more = first >> 31;
            // Numbers of one and of two bytes come in turns nobody can foresee, so they share one way.
            if ((more & (second - 1)) >= 0) {
                at += 1 - more;
                return (first & 0x7F) | (second << 7 & more);
            }
        }
        return nextOfAnyLength();
    }

    private long nextOfAnyLength() {
        long number = 0;
        for (int shift = 0; at < bytes.length; shift += 7) {
            byte part = bytes[at++];
            number |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                if ((part == 0 && shift > 0) || (shift == 63 && part > 1)) {
                    throw broken("a number is longer than it need be or than 64 bits");
                }
                return number;
            }
            if (shift == 63) {
                throw broken("a number is longer than 64 bits");
            }
        }
        throw broken("cut off");
    }

    /** The next byte as it is, 0 to 255. */
    int nextByte() {
        if (at == bytes.length) {
            throw broken("cut off");
        }
        return bytes[at++] & 0xFF;
    }

    /** All bytes not read so far, for numbers of fixed length; the lowest byte of each comes first. */
    ByteBuffer rest() {
        return ByteBuffer.wrap(bytes, at, remaining()).order(ByteOrder.LITTLE_ENDIAN);
    }

    IllegalArgumentException broken(String reason) {
        return new IllegalArgumentException(
                "Not a " + what + " of " + bytes.length + " bytes, near byte " + at + ": " + reason);
    }
}
