package io.opscope.monitoring.pipeline.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was told about a run.
 *
 * @param at when it happened, by the sender's clock, to the microsecond
 * @param rows rows processed so far; null when not told, as with all that follows
 * @param bytes bytes written so far
 * @param errors errors so far
 * @param trigger why the run began
 * @param nominalAt the time the run was scheduled for
 * @param parent the run that this one is part of
 */
public record RunEvent(
        Kind kind,
        Instant at,
        @Nullable Long rows,
        @Nullable Long bytes,
        @Nullable Long errors,
        @Nullable Trigger trigger,
        @Nullable Instant nominalAt,
        @Nullable String parent,
        Names inputs,
        Names outputs,
        Lines log) {}
