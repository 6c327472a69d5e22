package io.opscope.metrics.fire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A measurement taken several times: what is promised has to hold for most of them. The machine may be busy with
 * something else, so where most of a few do not hold, more are taken.
 */
record Repeated(List<Duration> taken) {

    private static final int FEW = 3;
    private static final int MANY = 9;

    static Repeated untilMostHold(Duration promised, Callable<Duration> once) throws Exception {
        var taken = new ArrayList<Duration>();
        while (taken.size() < FEW || (taken.size() < MANY && !new Repeated(taken).mostHold(promised))) {
            taken.add(once.call());
        }
        return new Repeated(List.copyOf(taken));
    }

    boolean mostHold(Duration promised) {
        var holding = taken.stream().filter(one -> one.compareTo(promised) <= 0).count();
        return holding * 2 > taken.size();
    }

    boolean allHold(Duration bound) {
        return taken.stream().allMatch(one -> one.compareTo(bound) <= 0);
    }

    /** In milliseconds. */
    @Override
    public String toString() {
        return taken.stream().map(Duration::toMillis).toList() + " ms";
    }
}
