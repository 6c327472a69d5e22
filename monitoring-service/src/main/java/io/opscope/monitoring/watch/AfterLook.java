package io.opscope.monitoring.watch;

import io.opscope.kit.sql.remote.RemoteLine;
import io.opscope.monitoring.engine.Engine;
import io.opscope.monitoring.source.Source;
import java.util.function.Consumer;

/** Reads more of sources on the watch's own connections, at a pace of its own. An implementation is a CDI bean. */
public interface AfterLook {

    /**
     * What a collector that begins to watch a source hands its line to after each look that was answered. It is called by
     * the source's own thread, which must not wait for anybody but the source, and keeps to itself what goes wrong.
     */
    Consumer<RemoteLine> at(Source source, Engine engine);
}
