package io.opscope.tools.cli;

/** Why a command cannot go on, in one sentence a person can act upon; it is printed as it stands, without a stack trace. */
public final class Complaint extends RuntimeException {

    private final int exitCode;

    private Complaint(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** What was asked for cannot be done as asked; nothing was sent. */
    public static Complaint aboutInput(String sentence) {
        return new Complaint(2, sentence);
    }

    /** The work had begun, or the suite could not be reached. */
    public static Complaint stopped(String sentence) {
        return new Complaint(1, sentence);
    }

    /** The exit code this ends the process with: 1 or 2. */
    public int exitCode() {
        return exitCode;
    }

    /** The sentence; unlike {@link #getMessage()} it is never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
