package io.opscope.monitoring.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How often sources are looked at, and what counts as unwell. */
@ConfigMapping(prefix = "opscope.watch")
public interface WatchConfig {

    /** Pause between two looks at a source. */
    @WithDefault("10s")
    Duration every();

    /** Until a look has to be connected, and until its statement has to be answered. */
    @WithDefault("2s")
    Duration timeout();

    /** How long a connection is kept before the next look signs in anew: whether others can sign in is to be noticed. */
    @WithDefault("1m")
    Duration signIn();

    /** Pause between two looks at a database's size, which costs more the more tables there are. */
    @WithDefault("5m")
    Duration sizeEvery();

    /** Pause between two rounds: reading the list of sources, renewing leases, reading what other replicas saw. */
    @WithDefault("2s")
    Duration round();

    /** How long a lease lasts that is not renewed; a few rounds. The sources of a replica that dies are taken over then. */
    @WithDefault("6s")
    Duration lease();

    /** A probe that takes longer makes its source degraded. */
    @WithDefault("1s")
    Duration slow();

    /** Share of the allowed connections, in percent, over which a source is degraded. */
    @WithDefault("90")
    @Min(1) @Max(100) int connectionsPercent();

    /** What average, least and greatest response time and the number of errors are taken over. */
    @WithDefault("1h")
    Duration window();

    /** How long probes are kept in the table. */
    @WithDefault("24h")
    Duration keep();
}
