package io.opscope.monitoring.accesslog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much of sources' logs is read and kept. */
@ConfigMapping(prefix = "opscope.access-log")
public interface AccessLogConfig {

    /** Bytes of a source's log that one look reads at most; a longer log is read from its end when it is met first. */
    @WithDefault("4194304")
    @Min(524288) @Max(16777216) int bytes();

    /** Sources whose logs are held in memory at once; the others wait for their next look. A tenant has half of them at most. */
    @WithDefault("8")
    @Min(1) @Max(64) int parallelism();

    /** How long one look may read a source's log at most, however busily it answers. */
    @WithDefault("5s")
    Duration timeout();

    /** Entries of a source that are kept; of more, the oldest are forgotten. */
    @WithDefault("10000")
    @Min(30) @Max(1000000) int entries();

    /** How long entries are kept. */
    @WithDefault("7d")
    Duration keep();
}
