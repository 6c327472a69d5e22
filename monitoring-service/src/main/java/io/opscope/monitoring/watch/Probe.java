package io.opscope.monitoring.watch;

import io.opscope.monitoring.Texts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at a source.
 *
 * @param at when it ended
 * @param responseMs from the first packet of signing in to the last of the answer, in milliseconds; null without an answer
 * @param reason why there was no answer, in one sentence; null when there was one
 */
record Probe(
        Instant at,
        Outcome outcome,
        @Nullable Double responseMs,
        @Nullable String reason) {

    private static final int LONGEST = 1000;

    // it may hold the server's own words, which need not be fit to be stored
    Probe {
        reason = reason == null ? null : Texts.clean(reason, LONGEST);
    }

    /** How a probe can end. */
    enum Outcome {
        ANSWERED,
        REFUSED,
        TIMED_OUT,
        FAILED
    }

    boolean failed() {
        return outcome != Outcome.ANSWERED;
    }
}
