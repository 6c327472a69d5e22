package io.opscope.monitoring.pipeline.run;

import java.time.Instant;

/** Why a run began, and when that was said: whoever said it first is believed. */
public record Told(Instant at, Trigger trigger) implements Comparable<Told> {

    @Override
    public int compareTo(Told other) {
        var order = at.compareTo(other.at);
        return order == 0 ? trigger.compareTo(other.trigger) : order;
    }
}
