package io.opscope.monitoring.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How long a source is waited for; every wait for a source is written down here. */
@ConfigMapping(prefix = "opscope.ask")
public interface AskConfig {

    /** Longest wait for each step of talking to a source: connecting, signing in, a statement. Whole seconds. */
    @WithDefault("5s")
    Duration timeout();

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
