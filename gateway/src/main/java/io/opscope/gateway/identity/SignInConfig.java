package io.opscope.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How often a password may be guessed. */
@ConfigMapping(prefix = "opscope.sign-in")
public interface SignInConfig {

    /** Tries for one account from one address that may fail before the next has to wait. */
    @WithDefault("5")
    @Min(1) @Max(1000) int freeTries();

    /** How long it waits then; twice as long after every further failure. */
    @WithDefault("1s")
    Duration firstWait();

    /** The longest it waits. */
    @WithDefault("15m")
    Duration longestWait();

    /**
     * Tries for one account from whatever addresses that may fail before those from addresses it never signed in from
     * have to wait as well.
     */
    @WithDefault("50")
    @Min(1) @Max(10000) int freeTriesAnywhere();

    /** The longest these wait: somebody who comes from a new address is not to be kept out by others for long. */
    @WithDefault("1m")
    Duration longestWaitAnywhere();

    /** Failures are forgotten after so long without another; not less than the longest wait. */
    @WithDefault("1h")
    Duration forgetFailuresAfter();

    /** How long it is remembered that an account signed in from an address. */
    @WithDefault("90d")
    Duration rememberAddresses();
}
