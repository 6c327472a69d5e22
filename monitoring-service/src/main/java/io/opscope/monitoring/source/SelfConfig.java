package io.opscope.monitoring.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The suite's own database as the first source under watch. */
@ConfigMapping(prefix = "opscope.monitoring.self")
public interface SelfConfig {

    /** Where it stands: a JDBC address; by default the one this service keeps its own tables at. */
    String url();

    /** What it is called in lists. */
    @WithDefault("Opscope PostgreSQL")
    String name();

    /** The tenant whose admins and viewers see it. */
    @WithDefault("default")
    String tenant();

    /** The role it is read with: a member of {@code pg_monitor}. */
    @WithDefault("opscope_monitor")
    String username();

    /** Whether the connection is encrypted: disable, prefer, require or verify. */
    @WithDefault("prefer")
    String tls();

    /** The password of that role; used from here, never stored. */
    String password();
}
