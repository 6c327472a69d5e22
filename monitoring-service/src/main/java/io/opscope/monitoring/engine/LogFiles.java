package io.opscope.monitoring.engine;

import io.opscope.kit.sql.remote.RemoteLine;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the log that one kind of server writes is read over SQL: bytes of its files, in the order in which they were written.
 * An implementation is a CDI bean beside its {@link Engine} and found by its {@link #types()}.
 */
public interface LogFiles {

    /** What sources of this kind are registered as. */
    Set<String> types();

    /**
     * The bytes that follow a place, from as many files as it takes, and where to go on.
     *
     * @param place null for the first time: a short log is read from its beginning then, of a long one what comes from now on
     * @param bytes that are read at most
     * @throws SourceFailure when the server does not answer
     */
    LogReading read(RemoteLine line, @Nullable LogPlace place, int bytes);
}
