package io.opscope.monitoring.alert.figure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where figures come from that other services have, and as whom they are asked. */
@ConfigMapping(prefix = "opscope.alerts.figures")
public interface FigureConfig {

    /** The metrics service. */
    @WithDefault("http://127.0.0.1:8081")
    URI metrics();

    /** The gateway, which says which tenants there are and gives out a token for each. */
    @WithDefault("http://127.0.0.1:8080")
    URI gateway();

    /** What this service proves itself to the gateway with; without it no rule about records has data. */
    Optional<String> serviceSecret();

    /** Until a connection has to be there. */
    @WithDefault("1s")
    Duration connectTimeout();

    /** Until a whole answer has to be there; one that comes later is no data. */
    @WithDefault("5s")
    Duration timeout();

    /** How often the gateway is asked which tenants there are. */
    @WithDefault("1m")
    Duration tenantsEvery();
}
