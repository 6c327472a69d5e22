package io.opscope.monitoring.application;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Where is asked what products sent. */
@ConfigMapping(prefix = "opscope.application")
public interface ApplicationConfig {

    /** The metrics service. */
    @WithDefault("http://127.0.0.1:8081")
    URI metrics();

    /** Until a connection has to be there. */
    @WithDefault("500ms")
    Duration connectTimeout();

    /** Until the whole answer has to be there. */
    @WithDefault("900ms")
    Duration timeout();

    /** The stretch of time that a product's measurements are looked at over. */
    @WithDefault("5m")
    @DurationMin(minutes = 1)
    @DurationMax(hours = 1)
    Duration window();
}
