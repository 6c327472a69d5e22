package io.opscope.monitoring.alert;

import io.opscope.monitoring.alert.channel.Message;
import java.time.Instant;
import java.util.List;

/**
 * Something to tell, and whom.
 *
 * @param channels ids of channels
 */
record Telling(Message.Item item, List<String> channels) {

    Telling {
        channels = List.copyOf(channels);
    }

    /**
     * That an alert is over, to whoever was told that it fires.
     *
     * @param listeners those that the rule names, for alerts of which nobody noted who was told
     */
    static Telling ofEnd(Alert alert, List<String> listeners) {
        return new Telling(alert.item(false), alert.toldChannels().isEmpty() ? listeners : alert.toldChannels());
    }

    /** That it still fires, to those who were told so and forget it. */
    static Telling ofRepeat(Alert alert, List<String> forgetful) {
        return new Telling(
                alert.item(true),
                alert.toldChannels().stream().filter(forgetful::contains).toList());
    }

    /**
     * What is noted of it.
     *
     * @param channels those that were told that it fires
     */
    record Noted(Instant at, List<String> channels) {

        Noted {
            channels = List.copyOf(channels);
        }
    }
}
