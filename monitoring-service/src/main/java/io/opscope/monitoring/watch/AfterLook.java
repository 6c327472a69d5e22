package io.opscope.monitoring.watch;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.source.Source;

/**
 * Reads more of a source on the watch's own connection, after a look that was answered. An implementation is a CDI bean; it
 * is called by the source's own thread, which must not wait for anybody but the source.
 */
public interface AfterLook {

    /** @throws io.opscope.monitoring.engine.SourceFailure when the source does not answer, and the line is to be given up */
    void read(Source source, RemoteLine line);
}
