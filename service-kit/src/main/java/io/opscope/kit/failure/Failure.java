package io.opscope.kit.failure;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one kind: what they have in common, and nothing of what was asked.
 *
 * @param fingerprint the same for the same kind, in all replicas and over restarts
 * @param operation method and path with names in place of values; for what was only logged, who logged it
 * @param type name of the problem that was answered, or {@code logged}
 * @param cause what kind of exception it came from; null where it came from none
 * @param message in words that are the same for all of them
 * @param references names of the latest ones in the log, the newest first; few
 */
public record Failure(
        String fingerprint,
        String service,
        String operation,
        String type,
        @Nullable String cause,
        @Nullable String message,
        long count,
        Instant firstSeen,
        Instant lastSeen,
        List<String> references) {

    public Failure {
        references = List.copyOf(references);
    }
}
