package io.opscope.gateway.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What one connection of HTTP/2 may ask for beyond what {@code quarkus.http.limits} says of it. */
@ConfigMapping(prefix = "opscope.http2")
public interface Http2Config {

    /**
     * A stream whose caller takes nothing of an answer that waits, or sends nothing of a body that is waited for, is reset
     * after so long. Pings keep a connection alive, so that the time-out of the connection does not notice.
     */
    @WithDefault("30s")
    Duration stall();

    /**
     * Frames within ten seconds that move nothing: pings, settings, priorities, kinds that nobody knows. Beyond them the
     * connection is closed.
     */
    @WithDefault("500")
    @Min(10) @Max(1000000) int idleFrames();

    /** Streams of one connection at once, each of which may send a window of 64 KiB ahead of being read. */
    @WithDefault("100")
    @Min(1) @Max(10000) int streams();

    /** The longest body that is announced at all; each operation has a limit of its own below it. */
    @WithDefault("64G")
    MemorySize longestBody();
}
