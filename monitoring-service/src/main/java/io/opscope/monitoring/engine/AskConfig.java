package io.opscope.monitoring.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How long a source is waited for; every wait for a source is written down here. */
@ConfigMapping(prefix = "opscope.ask")
public interface AskConfig {

    /** Longest wait for a statement that somebody asked for; no less than for connecting. */
    @WithDefault("5s")
    Duration timeout();

    /** Until we have to be signed in to a source that somebody asks something of. */
    @WithDefault("3s")
    Duration connectTimeout();

    /**
     * How long an attempt to connect takes at least that somebody asked for and that fails, so that its time does not tell
     * why; a little more than {@link #connectTimeout()}, which is the longest it may take.
     */
    @WithDefault("3300ms")
    Duration floor();

    /** Connections that may be tried at once on request. */
    @WithDefault("8")
    @Min(1) @Max(256) int trials();

    /** How long a caller waits for a source before it is given the last answer, or the reason why there is none. */
    @WithDefault("800ms")
    Duration patience();

    /** Younger answers are handed out again without asking. */
    @WithDefault("5s")
    Duration fresh();

    /** Older answers are not handed out, not even when the source does not answer. */
    @WithDefault("5m")
    Duration keep();

    /** Questions that may be under way at once, over all sources. */
    @WithDefault("32")
    @Min(2) @Max(1024) int parallelism();
}
