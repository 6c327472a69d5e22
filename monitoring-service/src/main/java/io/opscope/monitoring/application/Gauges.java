package io.opscope.monitoring.application;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** What the replicas of a product say that there is at the moment: the latest value of each. */
final class Gauges {

    private final Collection<Sent.Part> replicas;

    /** @param replicas by replica, each name once */
    Gauges(Collection<Sent.Part> replicas) {
        this.replicas = List.copyOf(replicas);
    }

    OptionalDouble mean(String name) {
        return of(name).average();
    }

    OptionalDouble greatest(String name) {
        return of(name).max();
    }

    OptionalDouble least(String name) {
        return of(name).min();
    }

    /** Nothing where no replica says anything, which is not 0. */
    OptionalDouble sum(String name) {
        return of(name).reduce(Double::sum);
    }

    private DoubleStream of(String name) {
        return replicas.stream().filter(part -> part.name().equals(name)).mapToDouble(Sent.Part::latest);
    }
}
