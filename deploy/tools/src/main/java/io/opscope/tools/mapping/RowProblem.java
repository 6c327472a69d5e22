package io.opscope.tools.mapping;

/** Why one row cannot become a record; the rows around it stand. */
public final class RowProblem extends RuntimeException {

    RowProblem(String reason) {
        // One row in a million is no reason to walk the stack.
        super(reason, null, false, false);
    }

    /** The reason, a sentence without the row's place. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
