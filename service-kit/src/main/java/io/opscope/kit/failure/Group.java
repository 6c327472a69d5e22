package io.opscope.kit.failure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A group as it lies in Redis. The script that adds groups up knows neither null nor lists that are empty.
 *
 * @param references with commas between them, the newest first
 */
@RegisterForReflection
public record Group(
        String fingerprint,
        String service,
        String operation,
        String type,
        String cause,
        String message,
        long count,
        long firstMillis,
        long lastMillis,
        String references) {

    /** As many are kept, the latest first. */
    static final int REFERENCES = 5;

    static Group of(String service, Kind kind, String reference, long millis) {
        return new Group(
                kind.fingerprint(service),
                service,
                kind.operation(),
                kind.type(),
                kind.cause(),
                kind.message(),
                1,
                millis,
                millis,
                reference);
    }

    /** Both together; the other one is the newer. */
    Group and(Group newer) {
        var both = Stream.of(newer.references, references)
                .flatMap(names -> Arrays.stream(names.split(",")))
                .filter(name -> !name.isEmpty())
                .distinct()
                .limit(REFERENCES)
                .collect(Collectors.joining(","));
        return new Group(
                fingerprint,
                service,
                operation,
                type,
                cause,
                message,
                count + newer.count,
                firstMillis,
                newer.lastMillis,
                both);
    }

    Failure told() {
        return new Failure(
                fingerprint,
                service,
                operation,
                type,
                cause.isEmpty() ? null : cause,
                message.isEmpty() ? null : message,
                count,
                Instant.ofEpochMilli(firstMillis),
                Instant.ofEpochMilli(lastMillis),
                references.isEmpty() ? List.of() : List.of(references.split(",")));
    }
}
