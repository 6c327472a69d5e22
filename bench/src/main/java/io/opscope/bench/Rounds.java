package io.opscope.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two sides measured in turns, so that whatever else the machine does falls on both. */
final class Rounds {

    private static final int ROUNDS = 5;

    private Rounds() {}

    /** What one side takes, or manages, in one round. */
    interface Side {
        double measure(int round) throws java.io.IOException, InterruptedException;
    }

    /** Medians of five rounds after one that does not count. */
    static Medians alternate(Side one, Side other) throws java.io.IOException, InterruptedException {
        var ones = new ArrayList<Double>();
        var others = new ArrayList<Double>();
        for (int round = 0; round <= ROUNDS; round++) {
            var first = one.measure(round);
            var second = other.measure(round);
            if (round > 0) {
                ones.add(first);
                others.add(second);
            }
        }
        return new Medians(median(ones), median(others));
    }

    static void print(String what, String unit, Medians medians, double ratio) {
        System.out.printf(
                Locale.ROOT,
                "%-44s %10.2f %-6s %10.2f %-6s %8.2fx%n",
                what,
                medians.one(),
                unit,
                medians.other(),
                unit,
                ratio);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    record Medians(double one, double other) {}
}
