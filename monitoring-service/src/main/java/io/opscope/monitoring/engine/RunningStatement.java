package io.opscope.monitoring.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A statement a session runs, or ran last in a transaction that is still open.
 *
 * @param session the server's number of the session
 * @param fingerprint the server's number of the statement without its literals; null where it keeps none
 * @param durationMs how long it has been running; for one that ended, how long it ran
 * @param startedAt when it started
 */
public record RunningStatement(
        String session,
        @Nullable String fingerprint,
        @Nullable String database,
        @Nullable String user,
        String text,
        double durationMs,
        String state,
        Instant startedAt) {}
