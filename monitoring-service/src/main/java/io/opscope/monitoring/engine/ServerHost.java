package io.opscope.monitoring.engine;

import io.opscope.kit.sql.remote.RemoteLine;
import java.util.Set;

/**
 * What one kind of database tells of the machine it runs on. An implementation is a CDI bean beside the {@link Engine} of
 * the kind, and found like it. Every question throws {@link SourceFailure} when the server does not answer.
 */
public interface ServerHost {

    /** What sources of this kind are registered as. */
    Set<String> types();

    /** Who answers on the line, to be compared with the processes of this machine. */
    ServerIdentity identity(RemoteLine line);

    /** What the server itself can read of its machine. */
    ToldOfHost told(RemoteLine line);
}
