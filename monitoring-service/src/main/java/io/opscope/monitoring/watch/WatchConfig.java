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
    @WithDefault("15s")
    Duration every();

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
