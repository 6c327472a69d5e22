package io.opscope.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** When a replica of a service that fails is left alone. */
@ConfigMapping(prefix = "opscope.breaker")
public interface BreakerConfig {

    /** Over the requests of so many seconds it is judged. */
    @WithDefault("10")
    @Min(1) @Max(600) int windowSeconds();

    /** Of fewer requests within the window nothing is concluded. */
    @WithDefault("10")
    @Min(1) @Max(10000) int leastRequests();

    /** At so many of a hundred that fail it is left alone. */
    @WithDefault("50")
    @Min(1) @Max(100) int failurePercent();

    /** For so long nothing is sent to it; then some requests try whether it is back. */
    @WithDefault("2s")
    Duration pause();

    /** How many requests try it; all others are held off until these are judged. */
    @WithDefault("3")
    @Min(1) @Max(1000) int probes();
}
