package io.opscope.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Rules for API keys. */
@ConfigMapping(prefix = "opscope.key")
public interface KeyConfig {

    /** The latest end a key may be given; one without an end lives until it is revoked. */
    @WithDefault("1826d")
    Duration longestLife();
}
