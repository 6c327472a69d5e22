package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is shared out by a replica, such as connections or threads.
 *
 * @param active handed out at this moment
 * @param size that it hands out at most
 */
@RegisterForReflection
public record PoolReading(String name, long active, long size) {

    static PoolReading sum(PoolReading one, PoolReading other) {
        return new PoolReading(one.name, one.active + other.active, one.size + other.size);
    }
}
