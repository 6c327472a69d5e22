package io.opscope.monitoring.alert.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How channels are kept and reached. */
@ConfigMapping(prefix = "opscope.alerts.channels")
public interface ChannelConfig {

    /** Base64 of the 32 bytes that channels' secrets are encrypted with; needed once a channel has one. */
    Optional<String> secret();

    /**
     * Hosts that may be called: networks such as 10.0.0.0/8, addresses and names. Loopback needs an entry of its own;
     * link-local and metadata addresses are never called.
     */
    @WithDefault("hooks.slack.com,discord.com,discordapp.com")
    List<String> hosts();

    /** Ports that may be called, such as 443 or 8000-8999; any when there are none. */
    Optional<List<String>> ports();

    /** Until a connection has to be there. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** Until a whole answer has to be there. */
    @WithDefault("10s")
    Duration timeout();

    /**
     * How long a test waits for an answer. One that has none by then is told so then and not before, whatever the cause, so that
     * its time does not tell what is there.
     */
    @WithDefault("5s")
    Duration patience();

    /** Channels that are tested at once. */
    @WithDefault("8")
    @Min(1) @Max(256) int trials();

    /** Channels of one tenant, at most. */
    @WithDefault("100")
    int most();
}
