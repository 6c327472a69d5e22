package io.opscope.monitoring.engine;

/** A source did not answer; the message says why in words that may be shown to whoever may see the source. */
public class SourceFailure extends RuntimeException {

    /** The ways in which a source fails to answer. */
    public enum Kind {
        /** Nobody listens at the address. */
        REFUSED,
        /** Nothing came back in time. */
        TIMED_OUT,
        /** The line was cut while nobody spoke; a new one may be had. */
        LOST,
        /** The server was there and turned us away, or it may not be called. */
        FAILED
    }

    private final Kind kind;
    private final String remedy;
    private final boolean withoutConnection;

    public SourceFailure(Kind kind, String reason, String remedy, Throwable cause) {
        this(kind, reason, remedy, false, cause);
    }

    private SourceFailure(Kind kind, String reason, String remedy, boolean withoutConnection, Throwable cause) {
        super(reason, cause);
        this.kind = kind;
        this.remedy = remedy;
        this.withoutConnection = withoutConnection;
    }

    /**
     * No connection was made. Whether nobody listens, something else does, packets are dropped, the host has no address or
     * may not be called is all the same text: told apart, they would map the network for whoever may register sources.
     */
    static SourceFailure noConnection(Kind kind, Throwable cause) {
        return new SourceFailure(
                kind,
                "No connection to the source could be made",
                "See that the server runs, that the source's host, port and tls are right, and that"
                        + " opscope.sources.hosts (OPSCOPE_SOURCES_HOSTS) and opscope.sources.ports of the monitoring"
                        + " service allow them",
                true,
                cause);
    }

    /** Whether nothing that is a database of the kind was met at all. */
    boolean isNoConnection() {
        return withoutConnection;
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
