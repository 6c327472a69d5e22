package io.opscope.monitoring.advice;

/** A server's planner has been asked for as long as it may be at a stretch. */
final class BudgetSpentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BudgetSpentException() {
        super("The planner has been asked for long enough");
    }
}
