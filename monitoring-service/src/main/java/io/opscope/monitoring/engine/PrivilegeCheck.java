package io.opscope.monitoring.engine;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.source.Source;
import java.util.List;

/**
 * What else is read of sources than an {@link Engine} is asked for, and whether it can be. An implementation is a CDI bean in
 * the package that reads it, and found by this type. It asks as that package does, so that both give the same reasons.
 */
public interface PrivilegeCheck {

    /**
     * Tries what is read of a source; changes nothing.
     *
     * @param line to the source, on which nobody else speaks
     * @return in the order in which it is to be told; empty where none of it is read of such a source
     * @throws SourceFailure when the server does not answer
     */
    List<Privilege> of(Source source, RemoteLine line);
}
