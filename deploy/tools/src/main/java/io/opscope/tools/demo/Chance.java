package io.opscope.tools.demo;

import java.util.SplittableRandom;

/** Chance that falls the same way every time it is asked about the same thing. */
final class Chance {

    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** The chance that belongs to one thing, told apart by a word and two numbers. */
    static Chance of(long seed, String what, long first, long second) {
        return new Chance(mix(mix(mix(seed ^ what.hashCode()) + first) + second));
    }

    /** At least 0, below 1. */
    double share() {
        return random.nextDouble();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double between(double from, double until) {
        return from + (until - from) * random.nextDouble();
    }

    /** Mostly near the median, now and then far above it, as durations and sizes are. */
    double logNormal(double median, double spread) {
        return median * Math.exp(spread * gaussian());
    }

    /** One of these; a weight of 3 comes three times as often as one of 1. */
    int weighted(double... weights) {
        double sum = 0;
        for (var weight : weights) {
            sum += weight;
        }
        var left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static long mix(long bits) {
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        return bits ^ (bits >>> 31);
    }
}
