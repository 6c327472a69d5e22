package io.opscope.kit.sql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is asked of the database that a service keeps its data in. */
@ConfigMapping(prefix = "opscope.durability")
public interface DurabilityConfig {

    /** Whether a server that may lose what it has acknowledged is good enough; for tests that throw their data away. */
    @WithDefault("false")
    boolean mayLoseData();
}
