package io.opscope.gateway.guard;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** What counts as our own page. */
@ConfigMapping(prefix = "opscope.guard")
public interface GuardConfig {

    /**
     * Origins the dashboard is opened at when they differ from scheme and Host as the gateway sees them, as behind an
     * ingress that ends TLS: {@code https://opscope.example.com}.
     */
    Optional<Set<String>> origins();
}
