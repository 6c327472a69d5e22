package io.opscope.monitoring.engine;

/** Bytes of a log file, of which a server sends what it likes. */
public final class LogBytes {

    private LogBytes() {}

    /**
     * These bytes, when they are no more than were asked for.
     *
     * @throws SourceFailure when they are more
     */
    public static byte[] atMost(int asked, byte[] bytes) {
        if (bytes.length > asked) {
            throw new SourceFailure(
                    SourceFailure.Kind.FAILED,
                    "The server sent more of a log file than it was asked for",
                    "See what runs as the database at the source's address",
                    new IllegalStateException(bytes.length + " bytes instead of " + asked));
        }
        return bytes;
    }
}
