package io.opscope.monitoring.pipeline.run;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run. Each part is the least, the greatest or the union of what its events said, so putting states
 * together is commutative, associative and idempotent: whatever order events come in, and however often, the state is the
 * same.
 *
 * @param firstAt time of the earliest event
 * @param lastAt time of the latest event: the last sign of life
 * @param startedAt time of the earliest START; null while none has come
 * @param end the end that stands; null while none has come
 * @param isTold whether any event said that the run goes on or has ended
 * @param mostRows the most rows any event told of
 * @param mostBytes the most bytes any event told of
 * @param mostErrors the most errors any event told of
 * @param began why the run began
 * @param nominalAt the time the run was scheduled for; of several the earliest
 * @param parent the run that this one is part of; of several the first by name
 */
public record RunState(
        Instant firstAt,
        Instant lastAt,
        @Nullable Instant startedAt,
        @Nullable End end,
        boolean isTold,
        @Nullable Long mostRows,
        @Nullable Long mostBytes,
        @Nullable Long mostErrors,
        @Nullable Told began,
        @Nullable Instant nominalAt,
        @Nullable String parent,
        Names inputs,
        Names outputs,
        Lines log) {

    /** What one event says by itself. */
    public static RunState of(RunEvent event) {
        var kind = event.kind();
        var trigger = event.trigger();
        return new RunState(
                event.at(),
                event.at(),
                kind == Kind.START ? event.at() : null,
                kind.isEnd() ? new End(kind, event.at(), event.rows(), event.errors()) : null,
                kind != Kind.OTHER,
                event.rows(),
                event.bytes(),
                event.errors(),
                trigger == null ? null : new Told(event.at(), trigger),
                event.nominalAt(),
                event.parent(),
                event.inputs(),
                event.outputs(),
                event.log());
    }

    /** What both say together. */
    public RunState with(RunState other) {
        return new RunState(
                least(firstAt, other.firstAt),
                greatest(lastAt, other.lastAt),
                leastOrNull(startedAt, other.startedAt),
                greatestOrNull(end, other.end),
                isTold || other.isTold,
                greatestOrNull(mostRows, other.mostRows),
                greatestOrNull(mostBytes, other.mostBytes),
                greatestOrNull(mostErrors, other.mostErrors),
                leastOrNull(began, other.began),
                leastOrNull(nominalAt, other.nominalAt),
                leastOrNull(parent, other.parent),
                inputs.with(other.inputs),
                outputs.with(other.outputs),
                log.with(other.log));
    }

    /** The same run with these lines as its log. */
    public RunState withLog(Lines lines) {
        return new RunState(
                firstAt,
                lastAt,
                startedAt,
                end,
                isTold,
                mostRows,
                mostBytes,
                mostErrors,
                began,
                nominalAt,
                parent,
                inputs,
                outputs,
                lines);
    }

    /** Rows processed: what the end says, else the most that was told; null when nothing was. */
    public @Nullable Long rows() {
        return end != null && end.rows() != null ? end.rows() : mostRows;
    }

    /** Errors: what the end says, else the most that was told; null when nothing was. */
    public @Nullable Long errors() {
        return end != null && end.errors() != null ? end.errors() : mostErrors;
    }

    /** What runs are put in order by: when they started, or, while that is not known, their earliest event. */
    public Instant orderAt() {
        return startedAt == null ? firstAt : startedAt;
    }

    private static Instant least(Instant one, Instant other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Instant greatest(Instant one, Instant other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static <T extends Comparable<? super T>> @Nullable T leastOrNull(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Comparator.<T>naturalOrder().compare(one, other) <= 0 ? one : other;
    }

    private static <T extends Comparable<? super T>> @Nullable T greatestOrNull(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Comparator.<T>naturalOrder().compare(one, other) >= 0 ? one : other;
    }
}
