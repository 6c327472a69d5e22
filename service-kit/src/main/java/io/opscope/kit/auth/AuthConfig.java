package io.opscope.kit.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Whose tokens a service accepts. */
@ConfigMapping(prefix = "opscope.auth")
public interface AuthConfig {

    /** The issuer every token must name. */
    @WithDefault("opscope")
    String issuer();

    /** The audience every token must name. */
    @WithDefault("opscope")
    String audience();

    /** Where the issuer publishes its keys; the last good set is kept while it cannot be reached. */
    @WithDefault("http://127.0.0.1:8080/.well-known/jwks.json")
    URI jwksUrl();

    /** The keys themselves, as a JWK set; used instead of the address when given. */
    Optional<String> jwks();

    /** Verified tokens remembered until they expire. */
    @WithDefault("10000")
    int rememberedTokens();
}
