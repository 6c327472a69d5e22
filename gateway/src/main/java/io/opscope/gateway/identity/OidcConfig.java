package io.opscope.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** An outside issuer (OpenID Connect) whose access tokens are taken beside our own; there is none by default. */
@ConfigMapping(prefix = "opscope.oidc")
public interface OidcConfig {

    /** What its tokens name as {@code iss}; without it no outside token is taken. */
    Optional<String> issuer();

    /** What its tokens have to name in {@code aud}; has to be given with the issuer. */
    Optional<String> audience();

    /** Where it publishes its keys; has to be given with the issuer. */
    Optional<URI> jwksUrl();

    /** The claim with the tenant. */
    @WithDefault("tenant")
    String tenantClaim();

    /** The tenant of everybody it knows, where its tokens name none. */
    Optional<String> tenant();

    /** The claim with the roles, a text or a list; a dot leads into an object: {@code realm_access.roles}. */
    @WithDefault("roles")
    String rolesClaim();

    /** Our roles by theirs. What is not listed gives none, and who has none is not let in. */
    Map<String, String> roles();

    /** How far clocks may differ; five minutes at most. */
    @WithDefault("30s")
    Duration clockSkew();
}
