package io.opscope.gateway.forward;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How long the gateway waits for the services, and how much it has open with them. */
@ConfigMapping(prefix = "opscope.forward")
public interface ForwardConfig {

    /** A service that does not take a connection within this time counts as away. */
    @WithDefault("500ms")
    Duration connectTimeout();

    /**
     * A request that has no connection to its service by then is refused: where all are taken for so long, one more
     * would wait for an answer that nobody waits for any longer.
     */
    @WithDefault("1s")
    Duration connectionWait();

    /** A body of which nothing arrives for so long, or of which the service takes nothing, is given up. */
    @WithDefault("30s")
    Duration uploadIdle();

    /** From the end of the request until the first byte of the answer; what follows may take as long as it flows. */
    @WithDefault("30s")
    Duration deadline();

    /** A connection on which nothing moves for so long is given up. */
    @WithDefault("5m")
    Duration idleTimeout();

    /** Connections that each event loop has to each service; there are two event loops for a core. */
    @WithDefault("128")
    @Min(1) @Max(10000) int connections();

    /** Requests that wait for one of these connections, for each service and event loop; more are refused at once. */
    @WithDefault("1024")
    @Min(0) @Max(100000) int waiting();

    /** WebSockets open at once, those that are being opened included; more are refused. */
    @WithDefault("100000")
    @Min(1) @Max(1000000) int webSockets();

    /** How often it is looked whether the caller of an open WebSocket may still have it. */
    @WithDefault("4s")
    Duration webSocketRecheck();
}
