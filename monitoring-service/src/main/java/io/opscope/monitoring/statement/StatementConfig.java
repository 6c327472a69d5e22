package io.opscope.monitoring.statement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How statement statistics are followed. */
@ConfigMapping(prefix = "opscope.statements")
public interface StatementConfig {

    /** Pause between two readings of a source's counters; a few looks of the watch. */
    @WithDefault("1m")
    Duration every();

    /** How long differences are kept; no window reaches further back. At least two hours. */
    @WithDefault("24h")
    Duration keep();

    /** How many statements of an interval are kept one by one for the time they took altogether. */
    @WithDefault("20")
    @Min(1) @Max(1000) int byTotal();

    /** How many of an interval are kept besides for their mean time. */
    @WithDefault("10")
    @Min(1) @Max(1000) int byMean();

    /** How many are kept of an interval at most, with those that were among the first in the last hour. */
    @WithDefault("100")
    @Min(1) @Max(2000) int most();
}
