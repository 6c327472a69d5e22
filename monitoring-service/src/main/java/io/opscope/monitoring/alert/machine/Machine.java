package io.opscope.monitoring.alert.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** From one evaluation to the next. */
public final class Machine {

    private Machine() {}

    /**
     * What an evaluation makes of an instance.
     *
     * @param value nothing, or not a finite number, when there was no data
     * @param at the moment of the evaluation; one before the last one's counts as the same
     */
    public static Step step(Instance before, Terms terms, OptionalDouble value, Instant at) {
        var now = before.seen() != null && at.isBefore(before.seen()) ? before.seen() : at;
        var fired = lately(before.fired(), terms.damping(), now);
        var signal = signal(before.phase(), terms, value);
        return switch (before.phase()) {
            case OK -> signal == Signal.BAD ? bad(Change.PENDING, terms, value, now, now, fired) : well(now, fired);
            case PENDING -> pending(before, terms, value, signal, now, fired);
            case FIRING -> firing(before, terms, signal, now, fired);
        };
    }

    private static Step pending(
            Instance before, Terms terms, OptionalDouble value, Signal signal, Instant now, List<Instant> fired) {
        var since = before.badSince() == null ? now : before.badSince();
        return switch (signal) {
            case BAD -> bad(Change.NONE, terms, value, since, now, fired);
            case UNKNOWN ->
                new Step(Change.NONE, new Instance(Phase.PENDING, later(since, before, now), null, now, fired));
            case BETWEEN, GOOD -> new Step(Change.DROPPED, new Instance(Phase.OK, null, null, now, fired));
        };
    }

    private static Step firing(Instance before, Terms terms, Signal signal, Instant now, List<Instant> fired) {
        var wellSince = before.wellSince();
        return switch (signal) {
            case BAD, BETWEEN -> stillFiring(before, null, now, fired);
            case UNKNOWN -> stillFiring(before, wellSince == null ? null : later(wellSince, before, now), now, fired);
            case GOOD -> {
                var since = wellSince == null ? now : wellSince;
                yield isDamped(since, terms.damping(), now, fired)
                        ? stillFiring(before, since, now, fired)
                        : new Step(Change.RESOLVED, new Instance(Phase.OK, null, null, now, fired));
            }
        };
    }

    private static boolean isDamped(Instant wellSince, Damping damping, Instant now, List<Instant> fired) {
        return fired.size() >= damping.times() && now.isBefore(wellSince.plus(damping.hold()));
    }

    private static Step bad(
            Change otherwise, Terms terms, OptionalDouble value, Instant since, Instant now, List<Instant> fired) {
        var holds = isKnown(value) ? terms.holds() : terms.noDataHolds();
        if (Duration.between(since, now).compareTo(holds) < 0) {
            return new Step(otherwise, new Instance(Phase.PENDING, since, null, now, fired));
        }
        var all = new ArrayList<>(fired);
        all.add(now);
        return new Step(Change.FIRED, new Instance(Phase.FIRING, since, null, now, all));
    }

    private static Step well(Instant now, List<Instant> fired) {
        return new Step(Change.NONE, new Instance(Phase.OK, null, null, now, fired));
    }

    private static Step stillFiring(Instance before, @Nullable Instant wellSince, Instant now, List<Instant> fired) {
        return new Step(Change.NONE, new Instance(Phase.FIRING, before.badSince(), wellSince, now, fired));
    }

    private static Signal signal(Phase phase, Terms terms, OptionalDouble value) {
        if (!isKnown(value)) {
            return switch (terms.noData()) {
                case OK -> Signal.GOOD;
                case ALERT -> Signal.BAD;
                case KEEP -> Signal.UNKNOWN;
            };
        }
        if (terms.condition().isMet(value.getAsDouble(), terms.threshold())) {
            return Signal.BAD;
        }
        return phase == Phase.FIRING && terms.condition().isMet(value.getAsDouble(), terms.resolveThreshold())
                ? Signal.BETWEEN
                : Signal.GOOD;
    }

    private static boolean isKnown(OptionalDouble value) {
        return value.isPresent() && Double.isFinite(value.getAsDouble());
    }

    /** A moment put off by the time since the last evaluation, which does not count. */
    private static Instant later(Instant since, Instance before, Instant now) {
        return before.seen() == null ? since : since.plus(Duration.between(before.seen(), now));
    }

    /** Those that still count, and no more of them than it takes. */
    private static List<Instant> lately(List<Instant> fired, Damping damping, Instant now) {
        var floor = now.minus(damping.window());
        var counting = fired.stream().filter(one -> one.isAfter(floor)).toList();
        return counting.subList(Math.max(0, counting.size() - damping.times()), counting.size());
    }

    /** What a reading says about the condition. */
    private enum Signal {
        BAD,
        /** Not bad any more, but not as good as it takes to resolve. */
        BETWEEN,
        GOOD,
        UNKNOWN
    }

    /** What became of an instance. */
    public record Step(Change change, Instance after) {}
}
