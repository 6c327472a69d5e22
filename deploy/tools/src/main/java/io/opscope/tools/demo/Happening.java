package io.opscope.tools.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A record that is what it is from the moment it appears. */
record Happening(Instant at, ObjectNode record) implements Life {

    @Override
    public List<Instant> changes() {
        return List.of(at);
    }

    @Override
    public boolean isAtWork(Instant now) {
        return false;
    }

    @Override
    public Optional<ObjectNode> at(Instant now) {
        return now.isBefore(at) ? Optional.empty() : Optional.of(record.deepCopy());
    }
}
