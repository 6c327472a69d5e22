package io.opscope.monitoring.alert.channel;

import java.util.List;

/** A kind of way to tell somebody; a class that implements this is found by itself. */
public interface Channel {

    /** What it is called in requests, such as {@code slack}. */
    String type();

    /** What has to be said about one channel of this kind. */
    List<Setting> settings();

    /**
     * Tells it; may take as long as the time-outs allow.
     *
     * @param settings all of them, secrets as well
     */
    Outcome tell(Settings settings, Message message);

    /** Whether its receiver forgets what it was told, in time or when it is restarted, and has to hear it again and again. */
    default boolean forgets() {
        return false;
    }
}
