package io.opscope.monitoring.advice;

import io.opscope.monitoring.Unavailable;
import io.opscope.monitoring.advice.index.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the planner said of a statement.
 *
 * @param optimization statements to run; null when there are none
 * @param lack why not; null when there are some
 * @param sample one run of the statement as it was seen; null when none was
 * @param isPassing whether it is another one as soon as somebody does what it says
 */
record Verdict(
        @Nullable String optimization,
        @Nullable Unavailable lack,
        @Nullable String sample,
        boolean isPassing) {

    static final String FIELD = "optimization";
    private static final String LOOK = "Run EXPLAIN on a sample of the statement with its real values";

    /** @param before the planner's cost without them; {@code after} with them */
    static Verdict of(List<Candidate> indexes, double before, double after) {
        var statements = indexes.stream().map(Candidate::statement).collect(Collectors.joining("\n"));
        return new Verdict(
                String.format(
                        Locale.ROOT, "%s -- the planner's cost falls from %,.0f to %,.0f", statements, before, after),
                null,
                null,
                true);
    }

    static Verdict none(String reason, String remedy) {
        return new Verdict(null, new Unavailable(FIELD, reason, remedy), null, false);
    }

    /** Nothing can be said for want of something that the server's administrator can give. */
    static Verdict lacking(Unavailable what) {
        return new Verdict(null, what, null, true);
    }

    /** Nothing can be said, and what to look at instead is the statement itself. */
    static Verdict none(String reason) {
        return none(reason, LOOK);
    }

    Verdict with(@Nullable String seen) {
        return new Verdict(optimization, lack, seen, isPassing);
    }

    boolean isProposal() {
        return optimization != null;
    }
}
