package io.opscope.kit.failure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How failures are gathered. */
@ConfigMapping(prefix = "opscope.failures")
public interface FailureConfig {

    /** Pause between two times that a replica leaves what it saw. */
    @WithDefault("5s")
    Duration every();

    /** A group that nothing was added to for so long is forgotten. */
    @WithDefault("7d")
    Duration keptFor();

    /** Groups kept, here and of all replicas together; those seen last are. */
    @WithDefault("500")
    @Min(1) @Max(10000) int groups();

    /** Redis has this long to answer; then a replica knows only what it saw itself. */
    @WithDefault("250ms")
    Duration redisPatience();
}
