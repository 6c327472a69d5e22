package io.opscope.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long it is known who did what. */
@ConfigMapping(prefix = "opscope.audit")
public interface AuditConfig {

    /** Entries are kept so long, and never less than 30 days: the database itself refuses to forget them sooner. */
    @WithDefault("400d")
    Duration keep();
}
