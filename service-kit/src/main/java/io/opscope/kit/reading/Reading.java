package io.opscope.kit.reading;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one replica said of itself.
 *
 * @param replica named by itself when it started
 * @param service which of the suite's it is one of
 * @param at when it said so
 * @param connections open to its port at that moment; null where the kernel does not tell
 * @param database null where it uses none
 * @param process null from a replica of a version that did not tell
 */
@RegisterForReflection
public record Reading(
        String replica,
        String service,
        Instant at,
        HostReading host,
        @Nullable Long connections,
        List<EndpointReading> endpoints,
        @Nullable DatabaseReading database,
        @Nullable ProcessReading process) {

    public Reading {
        endpoints = List.copyOf(endpoints);
    }
}
