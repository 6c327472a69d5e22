package io.opscope.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the gateway looks at the services and at what they stand on. */
@ConfigMapping(prefix = "opscope.health")
public interface HealthConfig {

    /** Pause between two looks; what was seen is told for at most thirty seconds. */
    @WithDefault("5s")
    Duration every();

    /** What has not answered by then is down. */
    @WithDefault("800ms")
    Duration patience();
}
