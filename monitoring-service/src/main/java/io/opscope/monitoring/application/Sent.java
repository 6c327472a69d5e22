package io.opscope.monitoring.application;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a product sent of itself, as the metrics service tells it.
 *
 * @param endpoints by endpoint, whatever the replica; null when there are too many measurements to be told apart
 * @param replicas by replica, whatever the endpoint; null likewise
 */
@RegisterForReflection
record Sent(
        List<Measured> measured,
        @Nullable List<Part> endpoints,
        @Nullable List<Part> replicas,
        List<Line> lines,
        boolean linesComplete) {

    Sent {
        Objects.requireNonNull(measured);
        Objects.requireNonNull(lines);
    }

    /** All values of one name, if there are any. */
    Optional<Measured> named(String name) {
        return measured.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** All values of one name. */
    @RegisterForReflection
    record Measured(
            String name,
            long values,
            double total,
            double average,
            @Nullable Double p95) {}

    /** Those of one endpoint or one replica; without a label those that have none. */
    @RegisterForReflection
    record Part(
            String name,
            @Nullable String label,
            long values,
            double total,
            double p95,
            double latest,
            Instant latestAt) {}

    /** One line of its log. */
    @RegisterForReflection
    record Line(
            String at,
            String level,
            String source,
            String message,
            @Nullable JsonNode details) {}
}
