package io.opscope.kit.cache;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How answers are kept. */
@ConfigMapping(prefix = "opscope.cache")
public interface CacheConfig {

    /** Answers kept in the process. */
    @WithDefault("10000")
    long entries();

    /** Memory for answers that lie ready as bytes, each for a minute at most. */
    @WithDefault("32M")
    MemorySize readyBytes();

    /** Answers of more bytes are written anew each time. */
    @WithDefault("256K")
    MemorySize readyBytesOfOne();

    /** How long an old answer may stand in when a new one cannot be had. */
    @WithDefault("24h")
    Duration staleFor();

    /** Redis has this long to answer; then the process goes on without it. */
    @WithDefault("50ms")
    Duration redisTimeout();

    /** After a time-out Redis is left alone, and looked at every so often until it answers in time again. */
    @WithDefault("1s")
    Duration redisPause();

    /** A replica that loads an answer holds the others off for at most so long. */
    @WithDefault("2s")
    Duration lease();
}
