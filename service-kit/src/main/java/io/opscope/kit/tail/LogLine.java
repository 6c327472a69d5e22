package io.opscope.kit.tail;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * One line that was logged.
 *
 * @param at when
 * @param service which of the suite's logged it
 * @param replica the one of its replicas, as it calls itself
 * @param logger by which it was logged
 * @param message in one line, without secrets, see {@link LineText}
 * @param cause class of the first cause of what was thrown; empty when nothing was
 */
@RegisterForReflection
public record LogLine(
        Instant at,
        LogLevel level,
        LogSource source,
        String service,
        String replica,
        String logger,
        String message,
        String cause) {}
