package io.opscope.tools.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** A row turned into a record whose times can still be moved. */
public final class Mapped {

    private final ObjectNode record;
    private final Map<String, Instant> times;
    private final boolean forward;

    Mapped(ObjectNode record, Map<String, Instant> times, boolean forward) {
        this.record = record;
        this.times = times;
        this.forward = forward;
    }

    /** The record's key. */
    public String id() {
        return record.path("id").asText();
    }

    /** All its times as the file has them. */
    public Collection<Instant> times() {
        return times.values();
    }

    /** Whether its times come in an order that can have happened. */
    public boolean isForward() {
        return forward;
    }

    /** The record as it is sent, with all its times moved. */
    public ObjectNode moved(Duration by) {
        var moved = record.deepCopy();
        times.forEach((name, at) -> moved.put(name, at.plus(by).toString()));
        return moved;
    }
}
