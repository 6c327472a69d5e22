package io.opscope.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sides measured in turns, so that whatever else the machine does falls on all of them. */
final class Rounds {

    private static final int ROUNDS = 5;

    private Rounds() {}

    /** What one side takes, or manages, in one round. */
    interface Side {
        double measure(int round) throws IOException, InterruptedException;
    }

    /** Medians of five rounds after one that does not count. */
    static Medians alternate(Side one, Side other) throws IOException, InterruptedException {
        var medians = alternate(List.of(one, other));
        return new Medians(medians.get(0), medians.get(1));
    }

    /** The median of each side, of five rounds after one that does not count. */
    static List<Double> alternate(List<Side> sides) throws IOException, InterruptedException {
        var measured = new ArrayList<List<Double>>();
        sides.forEach(side -> measured.add(new ArrayList<>()));
        for (int round = 0; round <= ROUNDS; round++) {
            for (int side = 0; side < sides.size(); side++) {
                var value = sides.get(side).measure(round);
                if (round > 0) {
                    measured.get(side).add(value);
                }
            }
        }
        return measured.stream().map(Rounds::median).toList();
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    record Medians(double one, double other) {}
}
