package io.opscope.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The account that exists before all others; read only when there is no account yet. */
@ConfigMapping(prefix = "opscope.admin")
public interface AdminConfig {

    /** What the first admin signs in with. */
    @WithDefault("admin@opscope.local")
    String email();

    /** The first password; made up and logged once when absent. */
    Optional<String> password();
}
