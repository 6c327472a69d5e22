package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Work that was accepted and waits.
 *
 * @param depth how many pieces
 * @param shared whether all replicas of a service wait for the same ones
 */
@RegisterForReflection
public record BacklogReading(String name, long depth, boolean shared) {

    static BacklogReading sum(BacklogReading one, BacklogReading other) {
        var depth = one.shared ? Math.max(one.depth, other.depth) : one.depth + other.depth;
        return new BacklogReading(one.name, depth, one.shared);
    }
}
