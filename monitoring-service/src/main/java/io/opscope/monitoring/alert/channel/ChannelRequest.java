package io.opscope.monitoring.alert.channel;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A channel as it is declared; in a change, what is left out stays.
 *
 * @param settings by name; in a change, null takes one away
 */
@RegisterForReflection
record ChannelRequest(
        @Size(min = 1, max = 200, message = "1 to 200 characters") @Nullable String name,

        @Schema(description = "email, slack, discord, webhook, sms or alertmanager; cannot be changed") @Nullable String type,

        @Schema(description = "What this type takes; secrets among them are kept encrypted and never given out")
        @Size(max = 20, message = "at most 20 settings") @Nullable Map<String, @Nullable String> settings,

        @Nullable Boolean enabled) {

    /** Without the settings, wherever it may be printed. */
    @Override
    public String toString() {
        return "channel '" + name + "'";
    }
}
