package io.opscope.local.process;

/** Something a person has to be told in so many words; the message is shown as it is, without a stack trace. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
