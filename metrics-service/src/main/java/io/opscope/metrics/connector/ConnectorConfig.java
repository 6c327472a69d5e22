package io.opscope.metrics.connector;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How users' own tables are reached and copied. */
@ConfigMapping(prefix = "opscope.connectors")
public interface ConnectorConfig {

    /** Base64 of the 32 bytes that passwords are encrypted with; needed once a password is to be kept. */
    Optional<String> secret();

    /**
     * Hosts that may be called: networks such as 10.0.0.0/8, addresses and names. Without any, none may. Link-local and
     * metadata addresses never are.
     */
    Optional<List<String>> hosts();

    /** How often it is looked whether a connector is due. */
    @WithDefault("2s")
    Duration poll();

    /** Connectors that one replica runs at once. */
    @WithDefault("2")
    @Min(1) @Max(32) int parallelism();

    /** Rows of one page, which is read at once and committed before the next. */
    @WithDefault("1000")
    @Min(1) @Max(5000) int pageRows();

    /** Until a connection has to be there. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** Until a page has to be read. */
    @WithDefault("60s")
    Duration statementTimeout();

    /** How long a run that does not get on keeps others from running; has to outlast one page. */
    @WithDefault("3m")
    Duration lease();

    /** How long {@code POST .../run} waits for the run to end before it answers that it is under way. */
    @WithDefault("10s")
    Duration patience();
}
