package io.opscope.metrics.sketch;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What may befall stored bytes: bits flipped, bytes overwritten, an end cut off or grown. */
final class Damage {

    private Damage() {}

    static byte[] to(byte[] bytes, SplittableRandom random) {
        var damaged = bytes.clone();
        for (int times = random.nextInt(1, 4); times > 0 && damaged.length > 0; times--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(damaged, at, Math.min(damaged.length, at + 12), (byte) 0xFF);
                case 3 -> damaged = Arrays.copyOf(damaged, at);
                default -> damaged = Arrays.copyOf(damaged, damaged.length + random.nextInt(1, 4));
            }
        }
        return damaged;
    }
}
