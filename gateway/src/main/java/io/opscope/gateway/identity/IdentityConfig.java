package io.opscope.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** How people and scripts are recognised, and for how long. */
@ConfigMapping(prefix = "opscope.identity")
public interface IdentityConfig {

    /**
     * 32 random bytes in Base64, the same on every replica. Signing keys are encrypted and API keys and refresh tokens
     * are proven with what is derived from it: whoever has the database alone can sign in as nobody.
     */
    String secret();

    /** How long an access token is good; a session that ends takes its tokens with it sooner. */
    @WithDefault("10m")
    Duration accessTokenLifetime();

    /** How long a sign-in can be kept alive by refreshing. */
    @WithDefault("30d")
    Duration refreshLifetime();

    /** How long a browser stays signed in. */
    @WithDefault("12h")
    Duration browserLifetime();

    /** How long another replica may not have noticed that a key or a session was ended. */
    @WithDefault("4s")
    Duration recheckAfter();

    /** How long callers stay known while the database does not answer. */
    @WithDefault("10m")
    Duration trustWithoutDatabase();

    /** How long a signing key signs; it is published one rotation ahead and a day longer. */
    @WithDefault("30d")
    Duration signingKeyLifetime();

    /** Passwords hashed at once; each takes 19 MiB and a core for a moment. */
    @WithDefault("2")
    @Min(1) @Max(64) int passwordsAtOnce();

    /** How long a sign-in waits for its turn to be hashed before it is told to come again. */
    @WithDefault("5s")
    Duration passwordPatience();

    /** Whether cookies are only sent over TLS; wanted wherever the gateway is reached by https. */
    @WithDefault("false")
    boolean secureCookies();

    /** The tenant of the first account. Its admins run the installation: they make and shut tenants. */
    @WithDefault("default")
    String firstTenant();

    /** Old sessions, ended or expired, are forgotten after this long. */
    @WithDefault("30d")
    Duration forgetSessionsAfter();

    /**
     * What the monitoring service proves itself with, to be given tokens for evaluating alert rules: 32 characters or more
     * that nobody can guess. Without it, it is given none.
     */
    Optional<String> monitoringSecret();
}
