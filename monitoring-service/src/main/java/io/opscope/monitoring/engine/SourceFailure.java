package io.opscope.monitoring.engine;

/** A source did not answer; the message says why in words that may be shown to whoever may see the source. */
public class SourceFailure extends RuntimeException {

    /** The ways in which a source fails to answer. */
    public enum Kind {
        /** Nobody listens at the address. */
        REFUSED,
        /** Nothing came back in time. */
        TIMED_OUT,
        /** The server was there and turned us away. */
        FAILED
    }

    private final Kind kind;
    private final String remedy;

    public SourceFailure(Kind kind, String reason, String remedy, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
        this.remedy = remedy;
    }

    public Kind kind() {
        return kind;
    }

    /** The reason, in one sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
