package io.opscope.monitoring.pipeline;

import io.opscope.kit.problem.CommonProblem;
import io.opscope.kit.problem.ProblemException;
import io.opscope.monitoring.Texts;

/** An event that cannot be taken; others that were sent with it can. */
final class RejectedEventException extends Exception {

    private static final int LONGEST_SHOWN = 100;

    private final String field;
    private final String value;
    private final String allowed;

    /**
     * @param field path of the field in the event
     * @param value what was sent
     * @param allowed what may be
     */
    RejectedEventException(String field, String value, String allowed) {
        this.field = field;
        this.value = Texts.clean(value, LONGEST_SHOWN);
        this.allowed = allowed;
    }

    /** The same for an event that came by itself. */
    ProblemException asProblem() {
        return CommonProblem.badParameter(field, value, allowed);
    }

    LineageAnswer.Rejected at(int index) {
        return new LineageAnswer.Rejected(index, field, value, allowed);
    }
}
