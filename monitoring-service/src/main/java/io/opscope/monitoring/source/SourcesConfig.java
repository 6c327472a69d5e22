package io.opscope.monitoring.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Which databases may be registered, and how their passwords are kept. */
@ConfigMapping(prefix = "opscope.sources")
public interface SourcesConfig {

    /** Base64 of the 32 bytes that passwords are encrypted with; needed once a password is to be kept. */
    Optional<String> secret();

    /**
     * Hosts that may be called: networks such as 10.0.0.0/8, addresses and names. Without any, none may, save the suite's
     * own database. Link-local and metadata addresses never are.
     */
    Optional<List<String>> hosts();

    /** Ports that may be called, such as 5432 or 3306-3310; any when there are none. */
    Optional<List<String>> ports();

    /** Ports at which node_exporters may be asked, on the same hosts. */
    @WithDefault("9100")
    List<String> exporterPorts();
}
