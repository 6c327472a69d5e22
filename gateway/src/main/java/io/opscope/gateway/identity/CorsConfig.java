package io.opscope.gateway.identity;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Which pages of other origins may use this gateway from their users' browsers. */
@ConfigMapping(prefix = "opscope.cors")
public interface CorsConfig {

    /**
     * Origins as browsers send them, {@code https://shop.example.com}; none when not given. Their pages read every answer
     * their users may see and act with their sessions, so only pages that are trusted like the dashboard belong here. With
     * any, cookies are sent across sites and over TLS only ({@code SameSite=None; Secure}).
     */
    Optional<Set<String>> origins();
}
