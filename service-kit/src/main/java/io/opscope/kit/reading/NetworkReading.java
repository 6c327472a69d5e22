package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What went over the network since the reading before, loopback left out.
 *
 * @param namespace tells apart what has network devices of its own: containers of one machine have, processes of one do not
 * @param receivedPerSecond bytes
 * @param sentPerSecond bytes
 */
@RegisterForReflection
public record NetworkReading(String namespace, double receivedPerSecond, double sentPerSecond) {

    /** Both ways, in millions of bits per second. */
    public double megabitsPerSecond() {
        return (receivedPerSecond + sentPerSecond) * Byte.SIZE / 1_000_000;
    }
}
