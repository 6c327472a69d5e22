package io.opscope.kit.ending;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a service takes over its end. An orchestrator has to grant a little more than both together. */
@ConfigMapping(prefix = "opscope.ending")
public interface EndingConfig {

    /** For so long it still takes requests while it sends callers elsewhere; 0 where there is nobody else. */
    @WithDefault("3s")
    Duration delay();

    /** What was begun has so long to be finished; 0 ends at once. */
    @WithDefault("20s")
    Duration patience();
}
