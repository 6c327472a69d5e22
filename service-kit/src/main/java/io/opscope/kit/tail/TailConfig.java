package io.opscope.kit.tail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How lines that were logged are gathered. */
@ConfigMapping(prefix = "opscope.tail")
public interface TailConfig {

    /** Pause between two times that a replica leaves its lines. */
    @WithDefault("500ms")
    Duration every();

    /** Lines of one level and source that are kept, of all replicas together; Redis may keep some more. */
    @WithDefault("200")
    @Min(1) @Max(10000) int lines();

    /** Lines of a level and source that nothing was added to for so long are forgotten. */
    @WithDefault("7d")
    Duration keptFor();

    /** Lines that wait to be left; further ones are dropped. */
    @WithDefault("1000")
    @Min(1) @Max(100000) int waiting();

    /** Characters of a message; the rest is cut off. */
    @WithDefault("1000")
    @Min(10) @Max(10000) int longest();

    /** Redis has this long to answer; what it was told then counts as dropped. */
    @WithDefault("250ms")
    Duration redisPatience();

    /** After a time-out Redis is left alone, and looked at every so often until it answers in time again. */
    @WithDefault("1s")
    Duration redisPause();
}
