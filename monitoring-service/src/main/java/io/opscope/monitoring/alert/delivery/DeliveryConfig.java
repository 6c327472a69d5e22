package io.opscope.monitoring.alert.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How often it is tried to tell somebody. */
@ConfigMapping(prefix = "opscope.alerts.delivery")
public interface DeliveryConfig {

    /** How often it is looked whether there is something to tell. */
    @WithDefault("1s")
    Duration poll();

    /** Deliveries that one replica makes at once. */
    @WithDefault("8")
    @Min(1) @Max(64) int parallelism();

    /** How long a replica has for one delivery before another makes it; has to outlast the channels' time-outs. */
    @WithDefault("1m")
    Duration lease();

    /** After the first failure; it doubles with each, and half of it is left to chance. */
    @WithDefault("2s")
    Duration pause();

    /** The longest pause. */
    @WithDefault("5m")
    Duration longestPause();

    /** How long it is tried; then it is given up. */
    @WithDefault("24h")
    Duration giveUpAfter();
}
